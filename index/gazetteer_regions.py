"""Names and codes of regions, and the countries, regions or cities that an area's name stands for. Data only."""

from __future__ import annotations

CODED_REGIONS = {
    "US": "AL AL Alabama|AK AK Alaska|AZ AZ Arizona|AR AR Arkansas|CA CA California,Calif.|CO CO Colorado|CT CT Connecticut"
    "|DE DE Delaware|DC DC District of Columbia|FL FL Florida|GA GA Georgia|HI HI Hawaii|ID ID Idaho|IL IL Illinois|IN IN Indiana"
    "|IA IA Iowa|KS KS Kansas|KY KY Kentucky|LA LA Louisiana|ME ME Maine|MD MD Maryland|MA MA Massachusetts,Mass.|MI MI Michigan"
    "|MN MN Minnesota|MS MS Mississippi|MO MO Missouri|MT MT Montana|NE NE Nebraska|NV NV Nevada|NH NH New Hampshire"
    "|NJ NJ New Jersey|NM NM New Mexico|NY NY New York,New York State|NC NC North Carolina|ND ND North Dakota|OH OH Ohio"
    "|OK OK Oklahoma|OR OR Oregon|PA PA Pennsylvania|RI RI Rhode Island|SC SC South Carolina|SD SD South Dakota|TN TN Tennessee"
    "|TX TX Texas|UT UT Utah|VT VT Vermont|VA VA Virginia|WA WA Washington,Washington State|WV WV West Virginia|WI WI Wisconsin"
    "|WY WY Wyoming",
    "CA": "AB 01 Alberta|BC 02 British Columbia,B.C.,Colombie-Britannique|MB 03 Manitoba|NB 04 New Brunswick,Nouveau-Brunswick"
    "|NL 05 Newfoundland and Labrador,Newfoundland|NS 07 Nova Scotia,Nouvelle-Écosse|ON 08 Ontario,Ont."
    "|PE 09 Prince Edward Island|QC 10 Quebec,Québec|SK 11 Saskatchewan|YT 12 Yukon|NT 13 Northwest Territories|NU 14 Nunavut",
    "AU": "ACT 01 Australian Capital Territory|NSW 02 New South Wales|NT 03 Northern Territory|QLD 04 Queensland"
    "|SA 05 South Australia|TAS 06 Tasmania|VIC 07 Victoria|WA 08 Western Australia",
}
"""Country -> "ISO 3166-2 suffix, GeoNames admin1 code, names"; these countries' addresses use the codes."""

NAMED_REGIONS = {
    "GB": "ENG England|SCT Scotland|WLS Wales|NIR Northern Ireland",
    "DE": "01 Baden-Württemberg|02 Bavaria,Bayern|03 Bremen|04 Hamburg|05 Hesse,Hessen|06 Lower Saxony,Niedersachsen"
    "|07 North Rhine-Westphalia,Nordrhein-Westfalen,NRW|08 Rhineland-Palatinate,Rheinland-Pfalz|09 Saarland|10 Schleswig-Holstein"
    "|11 Brandenburg|12 Mecklenburg-Vorpommern|13 Saxony,Sachsen|14 Saxony-Anhalt,Sachsen-Anhalt|15 Thuringia,Thüringen|16 Berlin",
    "AT": "01 Burgenland|02 Carinthia,Kärnten|03 Lower Austria,Niederösterreich|04 Upper Austria,Oberösterreich|05 Salzburg"
    "|06 Styria,Steiermark|07 Tyrol,Tirol|08 Vorarlberg|09 Vienna,Wien",
    "CH": "AG Aargau|BE Bern|BL Basel-Landschaft|BS Basel-Stadt,Basel City|FR Fribourg|GE Geneva,Genève|LU Lucerne,Luzern"
    "|NE Neuchâtel|SG St. Gallen|SO Solothurn|SZ Schwyz|TI Ticino|VD Vaud|VS Valais|ZG Zug|ZH Zurich,Zürich",
    "IN": "02 Andhra Pradesh|03 Assam|05 Chandigarh|07 Delhi,National Capital Territory of Delhi|09 Gujarat|10 Haryana"
    "|11 Himachal Pradesh|13 Kerala|16 Maharashtra|19 Karnataka|21 Odisha|23 Punjab|24 Rajasthan|25 Tamil Nadu|28 West Bengal"
    "|33 Goa|34 Bihar|35 Madhya Pradesh|36 Uttar Pradesh|37 Chhattisgarh|38 Jharkhand|39 Uttarakhand|40 Telangana",
    "FR": "11 Île-de-France|24 Centre-Val de Loire|27 Bourgogne-Franche-Comté|28 Normandy,Normandie|32 Hauts-de-France|44 Grand Est"
    "|52 Pays de la Loire|53 Brittany,Bretagne|75 Nouvelle-Aquitaine|76 Occitanie|84 Auvergne-Rhône-Alpes"
    "|93 Provence-Alpes-Côte d'Azur,PACA|94 Corsica,Corse",
    "ES": "29 Community of Madrid,Comunidad de Madrid,Madrid|31 Murcia|34 Asturias|39 Cantabria|51 Andalusia,Andalucía|52 Aragon,Aragón"
    "|53 Canary Islands,Canarias|55 Castile and León,Castilla y León|56 Catalonia,Cataluña,Catalunya|58 Galicia"
    "|59 Basque Country,País Vasco|60 Valencian Community,Comunidad Valenciana|07 Balearic Islands,Islas Baleares",
    "NL": "02 Friesland|03 Gelderland|05 Limburg|06 North Brabant,Noord-Brabant|07 North Holland,Noord-Holland|09 Utrecht"
    "|10 Zeeland|11 South Holland,Zuid-Holland|15 Overijssel|16 Flevoland",
    "IT": "04 Campania|05 Emilia-Romagna|06 Friuli-Venezia Giulia|07 Lazio|08 Liguria|09 Lombardy,Lombardia|12 Piedmont,Piemonte"
    "|13 Apulia,Puglia|14 Sardinia,Sardegna|15 Sicily,Sicilia|16 Tuscany,Toscana|18 Umbria|20 Veneto",
    "BR": "05 Bahia|06 Ceará|07 Distrito Federal|15 Minas Gerais|18 Paraná|21 Rio de Janeiro|23 Rio Grande do Sul"
    "|26 Santa Catarina|27 São Paulo|30 Pernambuco",
    "MX": "02 Baja California|09 Mexico City,Ciudad de México|14 Jalisco|19 Nuevo León|21 Puebla|22 Querétaro|31 Yucatán",
    "PL": "72 Lower Silesia,Dolnośląskie|77 Lesser Poland,Małopolskie|78 Mazovia,Mazowieckie|82 Pomerania,Pomorskie|83 Silesia,Śląskie",
    "BE": "BRU Brussels|VLG Flanders,Vlaanderen|WAL Wallonia,Wallonie",
    "IE": "L Leinster|M Munster|C Connacht|U Ulster",
}
"""Country -> "GeoNames admin1 code, names"; the first name is the region's code with us."""

COUNTRY_AREAS = {
    "EU": "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE",
    "Europe": "EU GB CH NO IS LI", "EEA": "EU NO IS LI", "Wider Europe": "Europe AL AD BA BY MC MD ME MK RS RU SM UA VA XK",
    "Schengen": "AT BE BG HR CZ DK EE FI FR DE GR HU IT LV LT LU MT NL PL PT RO SK SI ES SE CH NO IS LI",
    "Eurozone": "AT BE BG HR CY EE FI FR DE GR IE IT LV LT LU MT NL PT SK SI ES", "DACH": "DE AT CH",
    "Nordics": "DK FI IS NO SE", "Scandinavia": "DK NO SE", "Benelux": "BE NL LU", "Baltics": "EE LV LT", "Iberia": "ES PT",
    "UK & Ireland": "GB IE", "Balkans": "AL BA BG GR HR ME MK RO RS SI XK", "CEE": "BG CZ EE HR HU LT LV PL RO RS SI SK",
    "Eastern Europe": "BG BY CZ HU MD PL RO RU SK UA", "Western Europe": "AT BE CH DE ES FR GB IE IT LI LU MC NL PT",
    "Southern Europe": "CY ES GR HR IT MT PT SI", "Northern Europe": "DK EE FI GB IE IS LT LV NO SE",
    "Central Europe": "AT CH CZ DE HU LI PL SI SK",
    "Middle East": "AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE", "GCC": "AE BH KW OM QA SA",
    "North Africa": "DZ EG LY MA TN", "MENA": "Middle+East North+Africa",
    "Sub-Saharan Africa": "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW KE KM LR LS MG ML MR MU MW MZ NA NE NG RW SC"
    " SD SL SN SO SS ST SZ TD TG TZ UG ZA ZM ZW",
    "Africa": "North+Africa Sub-Saharan+Africa", "EMEA": "Wider+Europe Middle+East Africa",
    "North America": "US CA MX", "US & Canada": "US CA", "Central America": "BZ CR GT HN NI PA SV", "Caribbean": "AG BB BS CU DM DO GD HT JM KN LC PR TT VC",
    "South America": "AR BO BR CL CO EC GY PE PY SR UY VE",
    "LATAM": "MX Central+America South+America CU DO HT PR", "Americas": "North+America Central+America Caribbean South+America",
    "East Asia": "CN HK JP KR MO MN TW", "Southeast Asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "South Asia": "AF BD BT IN LK MV NP PK", "Central Asia": "KG KZ TJ TM UZ", "Oceania": "AU NZ FJ PG", "ANZ": "AU NZ",
    "Asia": "East+Asia Southeast+Asia South+Asia Central+Asia", "APAC": "East+Asia Southeast+Asia South+Asia Oceania",
}  # fmt: skip
"""Area -> ISO codes and other areas (with + for a space). "Europe" is the EU with GB, CH, NO, IS and LI."""

AREA_ALIASES = {
    "european union": "EU", "e.u.": "EU", "europäische union": "EU", "union européenne": "EU", "unión europea": "EU", "ue": "EU",
    "eu countries": "EU", "eu member states": "EU", "europa": "Europe", "european countries": "Europe", "european economic area": "EEA",
    "continental europe": "Europe", "mainland europe": "Europe", "schengen area": "Schengen", "euro zone": "Eurozone",
    "d-a-ch": "DACH", "dach region": "DACH", "nordic": "Nordics", "nordic countries": "Nordics", "skandinavien": "Scandinavia",
    "baltic states": "Baltics", "baltic countries": "Baltics", "baltikum": "Baltics", "iberian peninsula": "Iberia",
    "uk and ireland": "UK & Ireland", "uk&i": "UK & Ireland", "uki": "UK & Ireland", "uk/ireland": "UK & Ireland",
    "british isles": "UK & Ireland", "central and eastern europe": "CEE", "osteuropa": "Eastern Europe",
    "europe, middle east and africa": "EMEA", "europe, the middle east and africa": "EMEA", "gulf": "GCC", "gulf countries": "GCC",
    "mena region": "MENA", "middle east and north africa": "MENA", "afrika": "Africa", "afrique": "Africa", "áfrica": "Africa",
    "namer": "North America", "noram": "North America", "north american": "North America", "nordamerika": "North America",
    "amérique du nord": "North America", "norteamérica": "North America", "us & canada": "US & Canada", "us and canada": "US & Canada",
    "us/canada": "US & Canada", "usa & canada": "US & Canada", "latin america": "LATAM", "latinoamérica": "LATAM",
    "américa latina": "LATAM", "amérique latine": "LATAM", "lateinamerika": "LATAM", "latam region": "LATAM", "amer": "Americas",
    "the americas": "Americas", "apj": "APAC", "asia pacific": "APAC", "asia-pacific": "APAC", "asia/pacific": "APAC",
    "asien": "Asia", "asie": "Asia", "southeast asia": "Southeast Asia", "south east asia": "Southeast Asia", "asean": "Southeast Asia",
    "australia and new zealand": "ANZ", "australia & new zealand": "ANZ", "bay area": "San Francisco Bay Area",
    "sf bay area": "San Francisco Bay Area", "the bay area": "San Francisco Bay Area", "sfba": "San Francisco Bay Area",
    "the valley": "Silicon Valley", "gta": "Greater Toronto Area", "greater toronto": "Greater Toronto Area",
    "dallas-fort worth": "Dallas–Fort Worth", "dallas/fort worth": "Dallas–Fort Worth", "dfw": "Dallas–Fort Worth",
    "dfw metroplex": "Dallas–Fort Worth", "dallas fort worth": "Dallas–Fort Worth", "dmv": "Washington Metro",
    "dmv area": "Washington Metro", "washington dc metro": "Washington Metro", "dc metro": "Washington Metro", "dc area": "Washington Metro",
    "washington dc area": "Washington Metro", "national capital region": "Washington Metro", "northern virginia": "Northern Virginia",
    "greater boston area": "Greater Boston", "boston area": "Greater Boston",
    "research triangle park": "Research Triangle", "the triangle": "Research Triangle", "raleigh-durham": "Research Triangle",
    "minneapolis-st. paul": "Twin Cities", "minneapolis-saint paul": "Twin Cities", "seattle area": "Greater Seattle",
    "greater seattle area": "Greater Seattle", "puget sound": "Greater Seattle", "socal": "Southern California",
    "delhi ncr": "Delhi NCR", "ncr": "Delhi NCR", "delhi/ncr": "Delhi NCR", "ruhrgebiet": "Ruhr", "rhein-main": "Rhine-Main",
    "tri-state area": "New York Metro", "nyc metro": "New York Metro", "nyc area": "New York Metro", "new york metropolitan area": "New York Metro",
    "new york metro area": "New York Metro", "greater new york": "New York Metro", "new york area": "New York Metro",
}  # fmt: skip
"""Folded on loading."""

CITY_AREAS = {
    "San Francisco Bay Area": ("US", "CA", "San Francisco|Oakland|San Jose|Berkeley|Palo Alto|Mountain View|Menlo Park|Redwood City"
    "|San Mateo|South San Francisco|Burlingame|Foster City|San Carlos|Belmont|San Bruno|Sunnyvale|Santa Clara|Cupertino|Los Altos|Milpitas"
    "|Campbell|Los Gatos|Fremont|Newark|Union City|Hayward|San Leandro|Alameda|Emeryville|Pleasanton|Livermore|Dublin|San Ramon"
    "|Walnut Creek|Concord|Richmond|San Rafael|Brisbane|Millbrae|East Palo Alto|Stanford|Daly City|Saratoga"),
    "Silicon Valley": ("US", "CA", "San Jose|Palo Alto|Mountain View|Menlo Park|Redwood City|Sunnyvale|Santa Clara|Cupertino|Los Altos"
    "|Milpitas|Campbell|Los Gatos|Fremont|East Palo Alto|Stanford|Saratoga|San Mateo|Foster City"),
    "South Bay": ("US", "CA", "San Jose|Sunnyvale|Santa Clara|Cupertino|Mountain View|Milpitas|Campbell|Los Gatos|Saratoga"),
    "East Bay": ("US", "CA", "Oakland|Berkeley|Emeryville|Alameda|Fremont|Hayward|San Leandro|Pleasanton|Livermore|Dublin|San Ramon"
    "|Walnut Creek|Concord|Richmond|Newark|Union City"),
    "Southern California": ("US", "CA", "Los Angeles|San Diego|Irvine|Santa Monica|Long Beach|Anaheim|Pasadena|Culver City|El Segundo"
    "|Burbank|Glendale|Costa Mesa|Newport Beach|Carlsbad|Santa Ana|Torrance|Riverside|Hawthorne|Playa Vista|Venice"),
    "New York Metro": ("US", None, "New York|Manhattan|Brooklyn|Queens|The Bronx|Staten Island|Long Island City|Jersey City|Newark"
    "|Hoboken|Yonkers|White Plains|Stamford"),
    "Washington Metro": ("US", None, "Washington|Arlington|Alexandria|Bethesda|Reston|McLean|Tysons|Tysons Corner|Silver Spring|Rockville"
    "|Herndon|Fairfax|Chantilly|Ashburn|Vienna|Falls Church|Gaithersburg|College Park"),
    "Northern Virginia": ("US", "VA", "Arlington|Alexandria|Reston|McLean|Tysons|Tysons Corner|Herndon|Fairfax|Chantilly|Ashburn|Vienna"
    "|Falls Church|Leesburg|Sterling|Manassas"),
    "Dallas–Fort Worth": ("US", "TX", "Dallas|Fort Worth|Plano|Irving|Frisco|Richardson|Arlington|McKinney|Allen|Addison|Carrollton"
    "|Garland|Grapevine|Southlake|Westlake|Lewisville"),
    "Twin Cities": ("US", "MN", "Minneapolis|Saint Paul|Bloomington|Eden Prairie|Minnetonka|Plymouth|Eagan|Edina"),
    "Research Triangle": ("US", "NC", "Raleigh|Durham|Chapel Hill|Cary|Morrisville|Apex|Research Triangle Park"),
    "Greater Boston": ("US", "MA", "Boston|Cambridge|Somerville|Waltham|Brookline|Newton|Quincy|Burlington|Lexington|Watertown|Medford"
    "|Woburn|Needham|Bedford|Framingham|Malden"),
    "Greater Seattle": ("US", "WA", "Seattle|Bellevue|Redmond|Kirkland|Bothell|Renton|Tacoma|Everett|Issaquah|Sammamish|Lynnwood"),
    "Greater Toronto Area": ("CA", "ON", "Toronto|Mississauga|Markham|Brampton|Vaughan|Richmond Hill|Oakville|North York|Scarborough"
    "|Etobicoke|Burlington|Pickering|Ajax|Milton"),
    "Delhi NCR": ("IN", None, "Delhi|New Delhi|Gurugram|Noida|Greater Noida|Faridabad|Ghaziabad"),
    "Randstad": ("NL", None, "Amsterdam|Rotterdam|The Hague|Utrecht|Leiden|Delft|Haarlem|Almere|Hilversum|Amstelveen|Hoofddorp"),
    "Ruhr": ("DE", None, "Essen|Dortmund|Duisburg|Bochum|Gelsenkirchen|Oberhausen|Hagen|Herne|Bottrop|Mülheim"),
    "Rhine-Main": ("DE", None, "Frankfurt|Wiesbaden|Mainz|Darmstadt|Offenbach|Eschborn|Hanau|Bad Homburg vor der Höhe"),
}  # fmt: skip
"""Area -> its country, its region where there is one, and its cities in the gazetteer's spelling."""

STATE_AREAS = {
    "New England": "CT ME MA NH RI VT", "Pacific Northwest": "OR WA", "PNW": "OR WA", "West Coast": "CA OR WA",
    "East Coast": "CT DC DE FL GA MA MD ME NC NH NJ NY PA RI SC VA VT", "Midwest": "IA IL IN KS MI MN MO ND NE OH SD WI",
    "Tri-State": "NY NJ CT", "Mid-Atlantic": "DC DE MD NJ NY PA VA WV", "Northeast US": "CT MA ME NH NJ NY PA RI VT",
}  # fmt: skip
"""Area within the United States -> state codes."""
