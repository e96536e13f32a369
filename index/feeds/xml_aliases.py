"""The names that fields have in the XML feeds of job boards: one declarative map, best name first.

Names are compared in lower case, letters and digits only; "salarymin" stands for `<salary_min>`, `<salary min="">` and
`<salary><min>` alike. Sources: the feed specifications of Indeed, Talent.com, Talroo, Jooble, Jobijoba, Careerjet,
SimplyHired and StudentJob.
"""

from __future__ import annotations

RECORD_TAGS = (
    "job", "item", "vacancy", "offer", "listing", "entry", "ad", "advert", "position", "posting", "jobad", "jobposting",
    "opening", "row", "vacature", "oferta", "annonce", "offre", "stelle",
)  # fmt: skip

ALIASES: dict[str, tuple[str, ...]] = {
    "native_id": ("referencenumber", "id", "jobid", "reference", "referenceid", "jobreference", "jobreferencenumber", "refnumber",
                  "ref", "jobcode", "jobkey", "externalid", "uniqueid", "uid", "uuid", "guid", "vacancyid", "adid", "partnerid",
                  "jobref", "requisitionid"),
    "title": ("title", "jobtitle", "positiontitle", "vacancytitle", "name", "jobname", "headline", "position", "functiontitle",
              "titre", "titel", "stellenbezeichnung"),
    "company": ("company", "companyname", "employer", "employername", "hiringorganization", "hiringorganizationname",
                "hiringcompany", "advertiser", "advertisername", "organization", "organisation", "client", "clientname",
                "recruiter", "recruitername", "firm", "entreprise", "unternehmen", "sourcename"),
    "body": ("description", "jobdescription", "fulldescription", "longdescription", "desc", "body", "jobbody", "content",
             "contentencoded", "text", "details", "detail", "beschreibung", "vacancydescription", "summary",
             "shortdescription", "descriptionsummary", "snippet"),
    "city": ("city", "locationcity", "joblocationcity", "addresscity", "town", "locality", "addresslocality", "ville", "ort",
             "stadt", "municipality"),
    "region": ("state", "region1", "province", "region", "locationstate", "locationregion", "addressregion", "addressstate",
               "county", "stateprovince", "statecode", "bundesland"),
    "country": ("country", "countryname", "countrycode", "locationcountry", "addresscountry", "pays", "land", "jobcountry"),
    "location": ("location", "joblocation", "locations", "locationname", "locationtext", "place", "workplace", "joblocations",
                 "locationlocation", "area", "lieu"),
    "latitude": ("latitude", "lat", "locationlatitude", "locationlat", "geolat", "georsslat"),
    "longitude": ("longitude", "lng", "lon", "long", "locationlongitude", "locationlng", "geolong"),
    "pay_text": ("salary", "salarytext", "salaryrange", "salarydescription", "compensation", "compensationsalaryrange",
                 "compensationsalary", "pay", "payrange", "wage", "wages", "remuneration", "salaire", "gehalt", "salaryinfo",
                 "salaryamount", "compensationsalaryamount"),
    "pay_min": ("salarymin", "minsalary", "salaryfrom", "salarylow", "minimumsalary", "salaryminimum", "salarysalarymin",
                "compensationmin", "paymin", "salaryrangemin", "salaryrangefrom", "basepaylow", "salaryminamount",
                "salaryminvalue", "wagemin"),
    "pay_max": ("salarymax", "maxsalary", "salaryto", "salaryhigh", "maximumsalary", "salarymaximum", "salarysalarymax",
                "compensationmax", "paymax", "salaryrangemax", "salaryrangeto", "basepayhigh", "salarymaxamount",
                "salarymaxvalue", "wagemax"),
    "currency": ("salarycurrency", "currency", "salarycurrencycode", "compensationcurrency", "compensationsalarycurrency",
                 "currencycode", "paycurrency", "salarycurrencyid", "salarysalarycurrency"),
    "period": ("salaryperiod", "salaryperiodicity", "salaryunit", "salarytype", "salaryinterval", "salaryfrequency", "payperiod",
               "salaryunittext", "salarysalaryperiod", "salarytimeframe", "salaryschedule", "compensationinterval", "period",
               "salaryper", "paytype", "compensationperiod"),
    "arrangement": ("remotetype", "workarrangement", "workarrangementtype", "workplacetype", "remote", "isremote", "remotework",
                    "telecommute", "telecommuting", "worklocationtype", "joblocationtype", "workmode", "homeoffice",
                    "workfromhome", "remotejob", "worklocation", "remotetypes"),
    "employment": ("jobtype", "employmenttype", "jobtypes", "jobtypesjobtype", "contracttype", "worktype", "type",
                   "workinghours", "jobstatus", "contracttime", "contractlength", "timetype", "schedule", "workhours",
                   "contract", "positiontype", "kindofemployment", "employment", "jobkind"),
    "seniority": ("seniority", "senioritylevel", "experiencelevel", "careerlevel", "joblevel", "level", "positionlevel"),
    "experience": ("experience", "yearsofexperience", "requiredexperience", "experiencerequired", "experienceyears",
                   "minexperience", "descriptionrequiredexperience"),
    "skills": ("skills", "requiredskills", "skill", "skillsskill", "keyskills", "technologies", "competences"),
    "posted": ("date", "dateposted", "pubdate", "posteddate", "postdate", "publicationdate", "publishdate", "datepublished",
               "published", "posted", "postedat", "publishedat", "creationdate", "datecreated", "createdat", "created", "postedate",
               "postingdate", "activationdate", "datesinceonline", "opendate"),
    "updated": ("updated", "lastmodified", "modified", "dateupdated", "lastupdated", "updateddate", "updatedate",
                "datemodified", "modifieddate", "lastactivitydate", "modificationdate", "updatedat"),
    "expires": ("expirationdate", "expire", "expires", "expiry", "expirydate", "expiredate", "validthrough", "closingdate",
                "dateexpire", "dateexpires", "closedate", "enddate", "deadline", "applicationdeadline", "dateexpiry",
                "validuntil", "expiration", "validto"),
    "url": ("url", "link", "joburl", "detailurl", "joblink", "vacancyurl", "pageurl", "deeplink", "offerurl", "landingpage"),
    "apply_url": ("applyurl", "applicationurl", "applyto", "applylink", "directapplyurl", "applicationlink", "urlapply",
                  "applyonlineurl"),
    "category": ("category", "jobcategory", "categories", "categoriescategory", "majorcategory0", "department", "function",
                 "jobfunction", "occupation", "discipline", "jobprofile"),
    "industry": ("industry", "sector", "companyindustry", "industries", "branche", "jobindustry"),
    "company_description": ("companydescription", "aboutcompany", "employerdescription", "companyprofile", "companyinfo"),
    "company_url": ("companyurl", "companywebsite", "employerwebsite", "companysite", "website", "employerurl", "companylink"),
    "language": ("language", "lang", "locale", "languagecode"),
}  # fmt: skip

PROSE = {
    "responsibilities": "Responsibilities",
    "requirements": "Requirements",
    "qualifications": "Qualifications",
    "jobrequirements": "Requirements",
    "descriptionrequiredskills": "Required skills",
    "descriptionrequirededucation": "Required education",
    "benefits": "Benefits",
    "additionaltext": "Further information",
    "offer": "What we offer",
}
"""Elements that hold more of the body, and the heading each gets."""
FLAGS = ("fulltime", "parttime", "internship", "contract", "temporary", "permanent", "volunteer", "seasonal")
"""Elements that are true or false and name a kind of employment."""
PERIOD_IN_NAME = {
    "monthlysalary": "month", "salarymonthly": "month", "annualsalary": "year", "yearlysalary": "year", "salaryannual": "year",
    "hourlyrate": "hour", "hourlywage": "hour", "hourlysalary": "hour", "dailyrate": "day", "dayrate": "day",
}  # fmt: skip
"""Pay elements whose name says the period."""
TRUE = frozenset(("true", "yes", "y", "1", "oui", "ja", "si", "sí"))
FALSE = frozenset(("false", "no", "n", "0", "non", "nein", "none", "not specified", "unspecified", "n/a"))
