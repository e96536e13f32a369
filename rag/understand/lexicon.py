"""The words with a fixed meaning: arrangement, employment, seniority and visa phrases, and the cues around them.

Data alone. Phrases are separated by "|"; hyphens and case do not matter ("part time" is also "Part-time").
English first, then German, French and Spanish. What needs its neighbours to be understood is in `levels`.
"""

from __future__ import annotations

ARRANGEMENT: dict[str, str] = {
    "remote": (
        "remote|remotely|fully remote|100 % remote|100 remote|remote only|only remote|remote first|remote work|remote working"
        "|remote friendly|remote ok|remote okay|completely remote|entirely remote|full remote|all remote"
        "|work from home|working from home|works from home|work at home|working at home|wfh|from home|from my home"
        "|from my own home|from my house|from my couch|from my sofa|home based|home working|homeworking"
        "|home office|homeoffice|home office job"
        "|work from anywhere|working from anywhere|wfa|telecommute|telecommuting|telecommuter|telework|teleworking"
        "|no office|without an office|location independent|im homeoffice|von zu hause|von zuhause|fernarbeit|ortsunabhangig"
        "|mobiles arbeiten|teletravail|a distance|en teletravail|100 % teletravail|full teletravail|remoto|remota|en remoto"
        "|teletrabajo|desde casa|a distancia|trabajo remoto|digital nomad"
    ),
    "hybrid": (
        "hybrid|hybrid work|hybrid working|hybrid remote|remote hybrid|partly remote|partially remote|part remote"
        "|semi remote|hybrides arbeiten|hybrides|hybride|hibrido|hibrida|teilweise remote|en teletravail partiel|teletravail hybride|teletravail partiel"
    ),
    "onsite": (
        "onsite|on site|on premises|on prem|in office|in the office|in an office|at the office|from the office|office based"
        "|in person|not from home|in the office every day|in office every day|in the office full time|at an office"
        "|be in the office every day|five days a week in the office|vor ort|im buro|prasenz|presentiel|sur site|au bureau"
        "|presencial|en la oficina|en oficina"
    ),
}

EMPLOYMENT: dict[str, str] = {
    "full_time": (
        "full time|fulltime|ft position|full time hours|vollzeit|in vollzeit|temps plein|a temps plein|tiempo completo"
        "|a tiempo completo|jornada completa"
    ),
    "part_time": (
        "part time|parttime|half time|reduced hours|few hours a week|teilzeit|in teilzeit|halbtags|minijob|werkstudent"
        "|werkstudentin|temps partiel|a temps partiel|mi temps|a mi temps|tiempo parcial|a tiempo parcial|media jornada"
        "|jornada parcial"
    ),
    "contract": (
        "contractor|contractors|contracting|contract work|contract role|contract roles|contract job|contract jobs"
        "|contract position|contract positions|contract basis|on a contract|on contract|contract only|only contract"
        "|contract gig|contract gigs|contract to hire|b2b contract|b2b|freelance|freelancer|freelancing|freelance work|c2c"
        "|corp to corp|1099|self employed|consulting gig|gig work|outside ir35|inside ir35|ir35"
        "|freiberuflich|freiberufler|freiberuflerin|selbststandig|freie mitarbeit|en freelance|independant|autonomo|autonoma|por contrato"
    ),
    "temporary": (
        "temp|temps|temporary|temporarily|seasonal|temp work|temp job|temp jobs|temporary work|fixed term|fixed term contract|fixed term contracts|short term"
        "|maternity cover|temp to perm|temp to hire|interim|summer job|summer jobs|holiday job|befristet|befristete|saisonarbeit|zeitarbeit"
        "|cdd|en cdd|interimaire|saisonnier|saisonniere|temporal|eventual|de temporada"
    ),
    "internship": (
        "internship|internships|co op|coop|co ops|coop placement|industrial placement|placement year|year in industry|work placement"
        "|summer internship|summer internships|summer placement|praktikum|praktika|pflichtpraktikum|stage de fin d'etudes|en stage|pasantia|pasantias|practicas|en practicas"
        "|beca de practicas"
    ),
}  # fmt: skip

SENIORITY: dict[tuple[str, ...], str] = {
    ("intern",): "intern|interns|praktikant|praktikantin|stagiaire|becario|becaria",
    ("entry",): (
        "entry level|entry|junior|juniors|jr|junior level|new grad|new grads|new graduate|new graduates|recent grad"
        "|recent grads|recent graduate|recent graduates|college grad|college grads|university graduate|university graduates|newly graduated"
        "|fresh graduate|fresh graduates|fresh grad|fresher|freshers|beginner|beginners|early career|early in career|just graduated|newly qualified"
        "|school leaver|school leavers|trainee|first job|starter position|graduate level|graduate scheme|graduate program"
        "|graduate programme|berufseinsteiger|berufsanfanger|absolvent|absolventen|debutant|debutante|jeune diplome|recien graduado|recien titulado|principiante"
    ),
    ("mid",): (
        "mid level|midlevel|mid|mid career|midcareer|intermediate|intermediate level|medior|middle level|mid weight"
        "|midweight|mid tier|confirme|experience intermediaire|nivel medio|semi senior"
    ),
    ("senior",): "senior|sr|snr|seniors|senior level|senior grade|senior ic|leitend|experimente",
    ("mid", "senior"): "mid senior|mid to senior level|mid to senior|mid senior level",
    ("lead",): "lead level|tech lead|technical lead|team lead|team leader|engineering lead|teamleiter|teamlead|lead role|lead position",
    ("staff",): "staff level|staff plus|senior staff",
    ("principal",): "principal level|senior principal|distinguished|fellow level",
    ("manager",): (
        "manager level|management level|management position|management positions|management role|management roles"
        "|managerial|people manager|people managers|managerial level"
    ),
    ("director",): "director level|directors|director role|director roles|senior director|associate director|director position",
    ("executive",): (
        "executive level|c level|c suite|vp|svp|evp|avp|vice president|senior vice president|executive role"
        "|executive roles|vp level|executives|executive position|executive leadership|managing director"
    ),
}  # fmt: skip
NO_MANAGEMENT = (
    "no management|no managers|no manager roles|no manager positions|no people management|not management|non management"
    "|not manager|no managing|non managerial|without management|not a manager|not managerial|no line management"
    "|no management roles|no management positions|no direct reports|without direct reports"
)

EXPERIENCE_NONE = (
    "no experience|no experience needed|no experience required|no experience necessary|no prior experience|no previous experience"
    "|no prior experience needed|no prior experience required|no work experience|no professional experience|zero experience|without experience"
    "|without any experience|with no experience|with zero experience|with no prior experience|no experience at all|0 experience|experience not required|experience not needed"
    "|no relevant experience|no exp|ohne erfahrung|ohne berufserfahrung|keine erfahrung|keine berufserfahrung|sans experience|aucune experience|sin experiencia"
    "|sin experiencia previa|no se requiere experiencia|inexperienced|never worked before|never had a job"
)

VISA = (
    "visa sponsorship|visa sponsor|visa sponsors|visa sponsored|sponsor visa|sponsor visas|sponsor a visa|sponsors visas|sponsors a visa|sponsors visa"
    "|sponsor my visa|sponsor me|sponsoring visas|sponsor work visas|sponsor work permits|sponsor a work permit|sponsor a work visa|sponsors work permits"
    "|visa support|visa help|visa assistance|visa provided|visa included|help with a visa|help with visa|help with the visa|work visa|work visas|work permit|work permits"
    "|h1b|h-1b|h1b visa|h-1b visa|h1b sponsorship|h-1b sponsorship|o-1|o-1a|o-1 visa|tn visa|e3 visa|l1 visa|skilled worker visa|skilled worker sponsorship|skilled worker"
    "|tier 2|tier 2 visa|tier 2 sponsorship|certificate of sponsorship|blue card|eu blue card|blue card sponsor|eu blue card sponsor|blue card sponsorship|eu blue card sponsorship"
    "|need a visa|needs a visa|need visa|needs visa|require a visa|requires a visa|need a work visa|need a work permit|green card sponsorship|immigration support|immigration sponsorship"
    "|visum|visumsponsoring|visumsunterstutzung|arbeitserlaubnis|visa de travail|parrainage de visa|permis de travail|visado|patrocinio de visa|patrocinio de visado|permiso de trabajo"
    "|employer sponsorship|sponsored visa|sponsored visas|visa transfer|h1b transfer|h-1b transfer|work authorization sponsorship"
)
VISA_UNNEEDED = (
    "no visa needed|no visa required|no sponsorship needed|no sponsorship required|no visa sponsorship needed|no visa sponsorship required"
    "|don't need sponsorship|do not need sponsorship|don't need a visa|do not need a visa|don't need visa sponsorship|do not need visa sponsorship"
    "|don't require sponsorship|do not require sponsorship|without needing sponsorship|not needing sponsorship|no need for sponsorship|no need for a visa"
)

KEEP = (
    "remote sensing|remote patient monitoring|remote monitoring|remote control|remote controlled|remote desktop|remote access|remote procedure"
    "|remote diagnostics|remote surgery|remote area|remote areas|remote communities|remote community|remote island|remote islands|remote proctoring"
    "|remote imaging|remote piloted|remote teams|remote team|remote location|remote locations|remote health|remote healthcare|remote pilot"
    "|hybrid cloud|hybrid clouds|hybrid vehicle|hybrid vehicles|hybrid car|hybrid cars|hybrid electric|hybrid rocket|hybrid powertrain|hybrid powertrains"
    "|hybrid bonding|hybrid search|hybrid event|hybrid events|hybrid app|hybrid apps|hybrid mobile|hybrid infrastructure|hybrid propulsion|hybrid battery|hybrid quantum"
    "|hybrid modeling|hybrid modelling|hybrid solar|hybrid renewable|hybrid simulation|hybrid identity|hybrid it|hybrid seed|hybrid seeds|hybrid rice|hybrid corn|hybrid maize"
    "|site reliability|in house|on site reliability|on call|off site"
    "|smart contract|smart contracts|contract law|contract lawyer|contract lawyers|contract attorney|contract manager|contract managers|contract management"
    "|contract administrator|contract administration|contract negotiation|contract negotiations|contract specialist|contract analyst|contract review"
    "|contract manufacturing|contract manufacturer|contract research|contract drafting|contracts manager|contracts administrator|contracts specialist|contract compliance"
    "|contract lifecycle|contract intelligence|contract officer|contracting officer|contract testing|contracts lawyer|contracts counsel|contract counsel|employment contracts"
    "|government contracts|government contracting|defense contractor|defense contractors|defence contractor|defence contractors|government contractor|contract bridge|contract catering"
    "|general contractor|general contractors|contractor management|contractor safety|roofing contractor|electrical contractor|building contractor"
    "|temp control|full stack|full cycle|part of|internship coordinator|intern coordinator|internship program manager|temporal|interim reporting"
    "|senior living|senior care|senior citizen|senior citizens|senior center|senior centre|senior housing|senior services|senior home|senior community|seniors community"
    "|data entry|order entry|entry into|market entry|entry point|entry points|entry system|entry systems|entry exit|double entry|entry vehicle|entry descent"
    "|lead generation|lead gen|lead qualification|lead nurturing|lead scoring|lead acid|lead paint|lead poisoning|lead time|lead times|sales lead|sales leads"
    "|lead management|lead conversion|lead abatement|leads|lead free|lead singer|lead guitarist|lead optimization|lead optimisation|lead discovery|lead sheet|lead inspector|lead magnet|inbound leads"
    "|staff nurse|staff nurses|staff accountant|staff accountants|staff attorney|staff writer|staff pharmacist|staff physician|staff training|staff augmentation|support staff"
    "|staff development|staff sergeant|chief of staff|staff assistant|staff management|staff scheduling|kitchen staff|bar staff|wait staff|nursing staff|teaching staff|staff rn"
    "|school principal|assistant principal|vice principal|deputy principal|principal of|principal investigator|principal component|principal teacher|principal dancer|principal cellist"
    "|elementary principal|high school principal"
    "|account executive|account executives|sales executive|sales executives|executive assistant|executive assistants|executive chef|executive search|executive producer"
    "|executive recruiter|executive coach|executive protection|executive education|marketing executive|executive administrator|executive housekeeper|hr executive"
    "|executive pa|business development executive|customer service executive|executive sous chef|executive function|executive branch"
    "|art director|art directors|creative director|funeral director|film director|music director|casting director|director of photography|athletic director|stage director"
    "|junior high|junior school|junior college|junior doctor|junior doctors|junior sous chef|medical director"
    "|graduate school|graduate student|graduate students|graduate degree|graduate studies|graduate admissions|graduate assistant|graduate research|graduate education"
    "|undergraduate admissions|mid market|mid size|mid sized|mid century|mid atlantic|mid cap|mid stage|intermediate school|intermediate care"
    "|visa card|visa cards|visa officer|visa consultant|visa processing|visa application|visa applications|visa compliance|visa specialist|visa clerk|visa advisor|visa lawyer"
    "|immigration lawyer|immigration law|clinical trial sponsor|executive sponsor|sponsor relations|event sponsorship|event sponsorships|sponsorship sales|sponsorship manager"
    "|sponsorship marketing|sponsorship coordinator|sponsorship director|sponsored content|sponsored search|sponsored products|sports sponsorship|sports sponsorships|brand sponsorship|financial sponsors|permit to work|building permits"
    "|go to market|go live|go kart|go karts|go karting|on the go|go getter|go ahead|go green|pokemon go|go big|go fast|let go"
    "|swift decision|swift decisions|swift payments|swift messaging|swift response|swift delivery|swift code|swift codes|swift network|taylor swift"
    "|react quickly|react fast|react to|react swiftly|r & d|c 17|series a|series b|series c|series d|vitamin c|vitamin d|hepatitis c|part c|class c|class a|grade c"
    "|spring 2025|spring 2026|spring 2027|spring 2028|spring semester|spring season|spring term|hot spring|hot springs|spring break|spring water|spring cleaning|spring design|spring manufacturing"
    "|excel at|express delivery|express train|rust removal|rust proofing|rust prevention|rust belt|java sea|java coffee|island of java|java island"
    "|spark plug|spark plugs|spark joy|lymph node|lymph nodes|python snake|python snakes|ball python|ruby mine|ruby mining|ruby jewellery|shell scheme|dart player|darts"
    "|amazon rainforest|amazon river|amazon basin|amazon jungle|amazon forest|amazon seller|amazon fba|amazon ppc|amazon marketplace|amazonian"
    "|apple orchard|apple orchards|apple picking|apple farm|apple farming|apple grower|apple growers|apple cider|apple tree|apple trees|apple picker|apple harvest|shell fish|shell eggs"
    "|orange juice|orange grove|orange groves|agent orange|orange farm|turkey farm|turkey farms|turkey hunting|turkey processing|turkey plant|fine china|bone china|china shop"
    "|guinea pig|guinea pigs|guinea fowl|brazil nut|brazil nuts|jordan brand|air jordan|jersey cow|jersey cows|jersey design|jersey shore"
    "|reading teacher|reading teachers|reading specialist|reading tutor|reading coach|reading intervention|reading interventionist|proof reading|meter reading|reading comprehension|sight reading|guided reading|lip reading|reading group|reading groups"
    "|home care|nursing home|nursing homes|care home|care homes|home health|smart home|smart homes|home health aide|children's home|funeral home|mobile home|mobile homes"
    "|back office|front office|microsoft office|office manager|office administrator|office assistant|post office|office cleaner|office cleaning|office clerk|office coordinator|office furniture|ms office|office 365|head office|family office|dental office|law office|medical office"
    "|usa today|minimum wage|virtual assistant|user experience|customer experience|experience design|experience designer|employee experience|guest experience|patient experience|developer experience|candidate experience|experience manager|experience cloud|experience platform|digital experience|brand experience"
    "|c level assistant|c suite assistant|c level executive assistant|c level support|assistant director|individual contributor|stage manager|stage hand|stage lighting|early stage|late stage|growth stage|seed stage|stage crew|stage designer|stage actor|cancer staging|pre seed stage|multi stage"
    "|texas hold|bath attendant|guard against|outside sales|outside counsel|outside plant|outside broadcast|day trader|day trading|day care|day nursery|day surgery|today show"
    "|minimum viable|freelance marketplace|freelance platform|freelancer platform|freelancer support|contractor payments|contractors payments|temp agency|temp staffing|recruitment agency|home office department"
    "|no code|low code|no man's land|zero trust|non profit|non profits|not for profit|not for profits|no till|non destructive|non linear|non clinical|non fiction|non invasive|non ferrous|non woven|non ionizing|non coding|non equity|non governmental|no sql|non stop|non emergency|non compete|non human|non volatile|non alcoholic|non technical|non traditional|non tenure"
)  # fmt: skip
