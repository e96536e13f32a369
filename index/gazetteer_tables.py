"""The gazetteer's own tables: what GeoNames' city list does not say, or says otherwise than a posting would.

Written by hand: spellings people use for cities, country names in German, French and Spanish, the names of
regions, and which countries or cities an area such as "EMEA" or "Bay Area" stands for. Data only.
"""

from __future__ import annotations

USUAL_NAMES = {
    "New York City": "New York", "Köln": "Cologne", "Frankfurt am Main": "Frankfurt", "Gent": "Ghent", "Sevilla": "Seville",
    "Hannover": "Hanover", "Luzern": "Lucerne", "City of London": "London", "Almere Stad": "Almere",
    "Zürich": "Zurich", "Montréal": "Montreal", "Québec": "Quebec City", "Kraków": "Krakow",
    "Santiago de Querétaro": "Querétaro", "León de los Aldama": "León", "Sankt Gallen": "St. Gallen", "Tel Aviv-Yafo": "Tel Aviv",
    "Newcastle upon Tyne": "Newcastle upon Tyne", "Petaẖ Tiqwa": "Petah Tikva", "Ra'anana": "Raanana", "Al Qāhirah": "Cairo", "Petaẖ Tiqva": "Petah Tikva",
    "Makati City": "Makati", "Taguig": "Taguig", "Municipality of Quezon City": "Quezon City",
}  # fmt: skip
"""GeoNames name -> the name that English postings use, where they differ by more than accents."""

CITY_ALIASES = {
    "nyc": "New York", "n.y.c.": "New York", "new york city": "New York", "ny city": "New York", "nueva york": "New York",
    "sf": "San Francisco", "s.f.": "San Francisco", "san fran": "San Francisco", "frisco ca": "San Francisco",
    "la": "Los Angeles", "l.a.": "Los Angeles", "dc": "Washington", "d.c.": "Washington", "washington dc": "Washington",
    "washington d.c.": "Washington", "washington, dc": "Washington", "washington, d.c.": "Washington", "philly": "Philadelphia",
    "vegas": "Las Vegas", "slc": "Salt Lake City", "nola": "New Orleans", "atx": "Austin", "pdx": "Portland", "stl": "St. Louis",
    "ft lauderdale": "Fort Lauderdale", "ft worth": "Fort Worth", "ft. worth": "Fort Worth", "ft. lauderdale": "Fort Lauderdale",
    "mt view": "Mountain View", "mtn view": "Mountain View", "so san francisco": "South San Francisco",
    "greater london": "London", "londres": "London", "londra": "London", "newcastle": "Newcastle upon Tyne", "edimbourg": "Edinburgh",
    "munchen": "Munich", "muenchen": "Munich", "monaco di baviera": "Munich", "köln": "Cologne", "koeln": "Cologne",
    "colonia": "Cologne", "frankfurt am main": "Frankfurt", "frankfurt a.m.": "Frankfurt", "frankfurt a. m.": "Frankfurt",
    "frankfurt/main": "Frankfurt", "frankfurt (main)": "Frankfurt", "francfort": "Frankfurt", "nurnberg": "Nuremberg",
    "nuernberg": "Nuremberg", "hannover": "Hanover", "hambourg": "Hamburg", "hamburgo": "Hamburg", "berlín": "Berlin",
    "wien": "Vienna", "vienne": "Vienna", "viena": "Vienna", "genève": "Geneva", "genf": "Geneva", "ginebra": "Geneva",
    "zuerich": "Zurich", "luzern": "Lucerne", "berne": "Bern", "basle": "Basel", "bâle": "Basel", "sankt gallen": "St. Gallen",
    "roma": "Rome", "rom": "Rome", "milano": "Milan", "mailand": "Milan", "torino": "Turin", "firenze": "Florence",
    "venezia": "Venice", "venedig": "Venice", "napoli": "Naples", "genova": "Genoa", "padova": "Padua", "bologne": "Bologna",
    "praha": "Prague", "prag": "Prague", "praga": "Prague", "brünn": "Brno", "warszawa": "Warsaw", "warschau": "Warsaw",
    "varsovie": "Warsaw", "varsovia": "Warsaw", "cracow": "Krakow", "krakau": "Krakow", "breslau": "Wrocław", "danzig": "Gdańsk",
    "gdansk": "Gdańsk", "lodz": "Łódź", "wroclaw": "Wrocław", "bruxelles": "Brussels", "brussel": "Brussels",
    "brüssel": "Brussels", "bruselas": "Brussels", "antwerpen": "Antwerp", "anvers": "Antwerp", "gent": "Ghent", "gand": "Ghent",
    "den haag": "The Hague", "'s-gravenhage": "The Hague", "s-gravenhage": "The Hague", "la haye": "The Hague", "hague": "The Hague",
    "lisboa": "Lisbon", "lissabon": "Lisbon", "lisbonne": "Lisbon", "oporto": "Porto", "sevilla": "Seville", "saragossa": "Zaragoza",
    "barcelone": "Barcelona", "donostia": "San Sebastián", "marseilles": "Marseille", "lyons": "Lyon", "strassburg": "Strasbourg",
    "kobenhavn": "Copenhagen", "københavn": "Copenhagen", "kopenhagen": "Copenhagen", "copenhague": "Copenhagen",
    "aarhus": "Århus", "goteborg": "Gothenburg", "göteborg": "Gothenburg", "malmo": "Malmö", "malmoe": "Malmö",
    "helsingfors": "Helsinki", "kiev": "Kyiv", "kiew": "Kyiv", "lvov": "Lviv", "lwow": "Lviv", "kharkov": "Kharkiv",
    "odesa": "Odessa", "bucuresti": "Bucharest", "bukarest": "Bucharest", "bucarest": "Bucharest", "cluj": "Cluj-Napoca",
    "beograd": "Belgrade", "belgrad": "Belgrade", "athina": "Athens", "athen": "Athens", "athenes": "Athens", "sofiya": "Sofia",
    "moskva": "Moscow", "moskau": "Moscow", "moscou": "Moscow", "st petersburg": "Saint Petersburg", "laibach": "Ljubljana",
    "bangalore": "Bengaluru", "bengaluru east": "Bengaluru", "gurgaon": "Gurugram", "bombay": "Mumbai", "madras": "Chennai",
    "calcutta": "Kolkata", "poona": "Pune", "baroda": "Vadodara", "trivandrum": "Thiruvananthapuram", "cochin": "Kochi",
    "mysore": "Mysuru", "vizag": "Visakhapatnam", "new delhi": "New Delhi", "mangalore": "Mangaluru", "cawnpore": "Kanpur",
    "saigon": "Ho Chi Minh City", "ho chi minh": "Ho Chi Minh City", "hcmc": "Ho Chi Minh City", "hcm city": "Ho Chi Minh City",
    "ha noi": "Hanoi", "kl": "Kuala Lumpur", "hong kong island": "Hong Kong", "peking": "Beijing", "canton": "Guangzhou",
    "rangoon": "Yangon", "metro manila": "Manila", "seúl": "Seoul", "tokio": "Tokyo", "tel aviv": "Tel Aviv", "tlv": "Tel Aviv",
    "tel aviv-yafo": "Tel Aviv", "tel aviv-jaffa": "Tel Aviv", "hertzliya": "Herzliya", "herzelia": "Herzliya",
    "le caire": "Cairo", "kairo": "Cairo", "ciudad de méxico": "Mexico City", "cdmx": "Mexico City", "mexico df": "Mexico City",
    "méxico d.f.": "Mexico City", "sao paulo": "São Paulo", "bogota": "Bogotá", "montreal": "Montreal", "quebec city": "Québec",
    "québec city": "Quebec City", "ville de québec": "Quebec City", "santiago de chile": "Santiago", "capital federal": "Buenos Aires",
    "caba": "Buenos Aires", "kitchener-waterloo": "Kitchener", "abu zaby": "Abu Dhabi",
    "queretaro": "Querétaro", "washington d c": "Washington", "fort lauderdale": "Fort Lauderdale", "rtp": "Durham",
    "singapur": "Singapore", "singapour": "Singapore", "luxemburg": "Luxembourg", "luxemburgo": "Luxembourg",
}  # fmt: skip
"""Folded on loading; the target is the usual name."""

HOME_COUNTRIES = {
    "barcelona": "ES", "valencia": "ES", "cordoba": "ES", "santiago": "CL", "san jose": "US", "portland": "US", "columbus": "US",
    "birmingham": "GB", "manchester": "GB", "vancouver": "CA", "naples": "IT", "rome": "IT", "athens": "GR", "waterloo": "CA",
    "hyderabad": "IN", "victoria": "CA", "granada": "ES", "hanover": "DE", "newcastle upon tyne": "GB", "leon": "ES",
    "edinburgh": "GB", "bristol": "GB", "oxford": "GB", "york": "GB", "bath": "GB", "reading": "GB", "halifax": "CA",
    "plymouth": "GB", "mountain view": "US", "san mateo": "US", "fremont": "US", "santa clara": "US", "los angeles": "US",
    "guadalajara": "MX", "merida": "MX", "monterrey": "MX", "kingston": "CA", "perth": "AU", "melbourne": "AU",
    "brighton": "GB", "sunnyvale": "US", "delhi": "IN", "santa monica": "US", "dallas": "US", "saint louis": "US", "newcastle": "GB",
}  # fmt: skip
"""Folded name -> the country that a posting means by it, where population alone does not settle it."""

COMMON_WORDS = frozenset(
    """
    to of time can opportunity best most than enterprise date mission manage come bank same young along hire federal holiday
    much goes shaping mentor mobile bar rota central university peer deal independence oral save pace fleet rich reading
    para hub se buy gap say split male green un semi mile police greenfield superior paramount hit sur normal pa union
    golden airport sale bear bay nice officer como sim metro gay humble dig spring marks retreat bend man mine cat riverside
    lens dover acre yoga perm converse seaside sandy lar begun ina van alliance surprise colon orange forest natal sake
    ventas punch borne alta tire prosper boom manga terrace annex coin tours ware drama asker terme parkland brick summit
    marina liberal sparks midstream job jobs work remote engineering engineer data java la dc sf kl sea march may august
    commerce industry phoenix aurora delta hope liberty temple troy corona vista progress globe trinity hull wells street
    rugby sandwich nancy batman helena florence victoria jackson madison lincoln logan adrian chester lawrence carson jordan
    chad georgia turkey jersey guinea mali cuba ease home well bo ii eden hamilton eagle story quest start ever chance why
    media santos page price battle franklin warren lewis marion jerome crane lodi alpine ada ayr ely gent gand rom colonia
    frisco casper pearl frontier champion boss roll fort buffalo hastings heath sidney clay grant edison tesla fermi salem
    grove hollister ames mesa cary ham les las los del san santa port sun won bat sol salt bath ora pan kota cam basis ocean
    harbor harbour valley diamond gladstone
    """.split()
)
"""Folded city or country names that are more often something else: callers want a capital and a place's context."""

FOREIGN_COUNTRY_NAMES = {
    "AE": "uae|u.a.e.|vereinigte arabische emirate|émirats arabes unis|emiratos árabes unidos|emirates",
    "AR": "argentinien|argentine", "AT": "österreich|oesterreich|autriche", "AU": "australien|australie|aus",
    "BE": "belgien|belgique|bélgica|belgië", "BG": "bulgarien|bulgarie", "BR": "brasilien|brésil|brasil",
    "BA": "bosnia|bosnien", "BY": "weissrussland|weißrussland|biélorussie", "CA": "kanada|canadá",
    "CH": "schweiz|suisse|suiza|svizzera", "CL": "chili", "CN": "prc|people's republic of china|mainland china|chine",
    "CO": "kolumbien|colombie", "CR": "costa rica", "CY": "zypern|chypre|chipre", "CI": "cote d'ivoire|ivory coast",
    "CZ": "czech republic|czechia|tschechien|tschechische republik|tchéquie|république tchèque|chequia|república checa",
    "DE": "deutschland|allemagne|alemania|federal republic of germany|brd", "DK": "dänemark|danemark|dinamarca|danmark",
    "DO": "dominican republic|república dominicana", "EE": "estland|estonie", "EG": "ägypten|égypte|egipto",
    "ES": "spanien|espagne|españa", "FI": "finnland|finlande|finlandia|suomi", "FR": "frankreich|francia",
    "GB": "uk|u.k.|great britain|britain|the united kingdom|vereinigtes königreich|grossbritannien|großbritannien"
    "|royaume-uni|grande-bretagne|reino unido|gran bretaña",
    "GR": "griechenland|grèce|grecia", "HK": "hong kong sar|hongkong", "HR": "kroatien|croatie|croacia", "HU": "ungarn|hongrie|hungría",
    "ID": "indonesien|indonésie", "IE": "republic of ireland|irland|irlande|irlanda|éire", "IL": "israël", "IN": "indien|inde",
    "IS": "island|islande|islandia", "IT": "italien|italie|italia", "JP": "japon|japón", "KE": "kenia",
    "KR": "korea|republic of korea|south korea|südkorea|corée du sud|corea del sur", "LI": "liechtenstein",
    "LT": "litauen|lituanie|lituania", "LU": "luxemburg|luxemburgo", "LV": "lettland|lettonie|letonia", "MA": "marokko|maroc|marruecos",
    "MD": "moldau|moldavie", "MK": "macedonia|north macedonia", "MT": "malte", "MX": "mexiko|mexique|méxico", "MY": "malaysien|malaisie",
    "NL": "holland|the netherlands|niederlande|pays-bas|países bajos|nederland", "NO": "norwegen|norvège|noruega|norge",
    "NZ": "neuseeland|nouvelle-zélande|nueva zelanda|aotearoa", "PE": "pérou", "PH": "the philippines|philippinen|filipinas",
    "PL": "polen|pologne|polonia|polska", "PR": "puerto rico", "PT": "portugal", "RO": "rumänien|roumanie|rumanía",
    "RS": "serbien|serbie", "RU": "russia|russian federation|russland|russie|rusia", "SA": "ksa|saudi-arabien|arabie saoudite",
    "SE": "schweden|suède|suecia|sverige", "SG": "singapur|singapour", "SI": "slowenien|slovénie|eslovenia",
    "SK": "slowakei|slovak republic|slovaquie|eslovaquia", "TH": "thaïlande", "TR": "türkiye|turkiye|türkei|turquie|turquía",
    "TW": "taiwan roc|taïwan", "UA": "ukraine|ucrania",
    "US": "usa|u.s.|u.s.a.|us of a|united states of america|the united states|the us|the usa|america|vereinigte staaten"
    "|états-unis|estados unidos|ee. uu.|ee.uu.|eeuu|united states (us)",
    "VN": "viet nam", "ZA": "südafrika|afrique du sud|sudáfrica|rsa",
}  # fmt: skip
"""ISO code -> further names in English, German, French and Spanish; GeoNames has one English name each."""
