"""The headings that postings use, in English, German, French and Spanish, and what stands under them.

Only the wording of a heading is judged here; where headings stand in a text is found in `sections`.
"""

from __future__ import annotations

import re

from index.types import SectionKind

_HEADINGS: tuple[tuple[SectionKind, str], ...] = (
    # The first kind whose pattern opens the heading wins, so the special stands before the general.
    (
        "boilerplate",
        r"(?:an? |we are an? )?(?:equal|eeo)\b.{0,40}|(?:our |a )?commitment to (?:inclusion|diversity|equal).{0,40}|"
        r"(?:(?:our |and |our commitment to |work/life |inclusive )?(?:diversity|inclusion|belonging|dei|de&i)\b.{0,60})|"
        r"(?:(?:reasonable |request(?:ing)? |disability |workplace |religious |candidate |for |need )?accommodations?\b.{0,60})|"
        r"(?:applicant |candidate |job applicant |recruitment |data |your |global |employee )*privacy\b.{0,50}|gdpr\b.{0,40}|"
        r"data protection\b.{0,40}|(?:recruitment |recruiting |job |hiring |employment )*(?:fraud|scam)s?\b.{0,40}|"
        r"(?:beware|be aware|be alert|warning|important notice|legal notice|disclaimer|eeoc?|e-?verify|posting statement)\b.{0,60}|"
        r"(?:notice|note|attention|message) (?:to|for) (?:all )?(?:recruit|staffing|agenc|third|search|applicant|candidate|california).{0,60}|"
        r"(?:recruitment|recruiting|staffing|search) (?:agenc|firm|consult).{0,60}|no agencies.{0,40}|"
        r"pay transparency (?:non|policy|statement).{0,50}|export control.{0,50}|fair chance.{0,50}|california (?:privacy|consumer).{0,40}|"
        r"background (?:check|screening)s?\b.{0,40}|drug[- ]free.{0,40}|know your rights.{0,40}|affirmative action.{0,40}|"
        r"chancengleichheit.{0,40}|gleichstellung.{0,40}|datenschutz.{0,40}|égalité des chances.{0,40}|"
        r"(?:politique de )?confidentialité.{0,40}|igualdad de oportunidades.{0,40}|protección de datos.{0,40}",
    ),
    (
        "benefits",
        r"(?:compensation|salary|pay|total rewards|rewards|remuneration|package)\s?(?:,|&|and|/|\+)\s?(?:the )?(?:benefits?|perks?|package).{0,40}|"
        r"(?:our |the |your |company |employee |key |additional |other |some |great |full.time |salary and |pay and |explore all )*"
        r"(?:benefits?|perks?|rewards|incentives)\b.{0,60}|[\w ]{1,40}\bbenefits(?: include| summary)?|total rewards.{0,40}|"
        r"what (?:we|you|you['’]ll|you will|do we|can we|else we|[a-z]{2,20} can)(?: can)? (?:offer|get|receive|be offered|enjoy|provide)\b.{0,40}|"
        r"(?:we|our|why|in return,? we|here['’]s what we) (?:also )?offer(?:ing|s)?\b.{0,40}|in return.{0,30}|what['’]?s in it for (?:you|me).{0,20}|"
        r"why (?:you['’]ll love|join|work (?:at|for|with|here)|you should)\b.{0,50}|as (?:a member|an employee).{0,50}(?:enjoy|receive|get)|"
        r"(?:das |was |wir |unser[e]? )?(?:bieten wir|wir bieten|wir (?:dir|ihnen) bieten|bieten|angebot)\b.{0,40}|"
        r"(?:deine|ihre|eure|unsere) (?:vorteile|benefits|extras)\b.{0,30}|(?:darauf kannst du dich freuen|freu(?:e|en)? (?:dich|sie sich) auf)\b.{0,30}|"
        r"(?:nos |les |vos )?avantages\b.{0,40}|(?:ce que )?nous (?:vous |t['’])?(?:offrons|proposons)\b.{0,40}|ce (?:que|qu['’]on) .{0,12}(?:offr|propos).{0,30}|pourquoi nous rejoindre.{0,20}|"
        r"(?:nuestros |tus )?beneficios\b.{0,40}|(?:¿?(?:qué|que) |lo que |te |nosotros )?(?:te )?ofrecemos\b.{0,40}|(?:nuestras )?ventajas\b.{0,30}",
    ),
    (
        "pay",
        r"(?:the |our |your |base |typical |annual |estimated |expected |target |total |starting |hourly |us |u\.s\. |full |job |anticipated )*"
        r"(?:salary|salaries|pay|compensation|wage|wages|remuneration|rate of pay)\b.{0,60}|"
        r"(?:dein |ihr |das )?(?:gehalt|vergütung|entgelt|bezahlung|verdienst)\b.{0,40}|(?:la )?(?:rémunération|salaire)\b.{0,40}|"
        r"(?:rango )?(?:salario|salarial|retribución|remuneración|sueldo)\b.{0,40}|(?:ote|on[- ]target earnings)\b.{0,30}",
    ),
    (
        "preferred",
        r"(?!.{0,40}(?:minimum|required|basic))(?:.{0,30}\b(?:preferred|desired|desirable|optional)\b.{0,50})|"
        r"(?:some |our |a few |it['’]s |it would be |would be |definitely )*(?:nice|good|great)[- ]to[- ]ha(?:ve|d)s?\b.{0,40}|nice[- ]to[- ]haves?\b.{0,40}|nice if.{0,40}|nice extras.{0,20}|"
        r"(?:big |huge |a |some |major |strong )*(?:plus(?:es)?|pluses|bonus(?:es)?|bonus (?:points|skills|qualifications|experience)|extra (?:credit|points)|brownie points|added bonus)\b(?! (?:plan|structure|scheme|&|and|potential)).{0,40}|"
        r".{0,30}\b(?:would|will|could) be (?:a |an )?(?:\w{1,12} )?(?:plus|great|nice|bonus|advantage|asset|beneficial|ideal)\b.{0,30}|"
        r"ways to stand out.{0,40}|what (?:will|would|could|can|may|might)? ?(?:make you|set you|sets you|help you) (?:stand out|apart|shine).{0,30}|even better.{0,40}|"
        r"(?:it['’]s |it is |also |these are |what['’]s )?(?:a |an )?(?:bonus|plus|advantage|advantageous|asset)s?(?: if| skills)?\b.{0,40}|ideally\b.{0,40}|you (?:might|may) also\b.{0,40}|you(?:['’]ll)? stand out\b.{0,40}|"
        r"(?:das ist |das wäre |was |darüber hinaus )?(?:von vorteil|wünschenswert|idealerweise|ein plus|pluspunkte|zusätzlich)\b.{0,40}|"
        r"(?:les |vos |serait |seraient |est )?(?:un |des )?(?:plus|atouts?|apprécié|souhaité)e?s?\b.{0,30}|(?:requisitos |conocimientos )?(?:deseables?|valorables?|opcionales)\b.{0,40}|se valora(?:rá)?n?\b.{0,40}",
    ),
    (
        "requirements",
        r"(?:the |our |your |key |core |main |minimum |min |basic |required |essential |preferred |and |& |or |job |role |position |general |technical |special |mandatory |must[- ]have |necessary |professional |specific |additional |other |education(?:al)?(?: |,|/|&|and)+|skills?(?: |,|/|&|and)+|experience(?: |,|/|&|and)+|knowledge(?: |,|/|&|and)+)*"
        r"(?:requirements?|qualifications?|skills?(?: (?:&|and|/|,|required|requirements|you|we|needed|set)|$)|competenc(?:y|ies)|credentials|must[- ]haves?|experience(?: |$)(?!at\b)|abilities|expertise|background|education|knowledge|prerequisites|criteria|attributes|licensure|certifications?)\b.{0,50}|"
        r"(?!who (?:are we|we are)|what (?:we are$|we do))(?:what|who|the skills|skills|things|experience) (?:we|we['’]re|we are|you|you['’]ll|you will|you['’]d|do you|i['’]m|makes you|do we|it takes|are we)\b ?(?:also |all |really |will |would |must |should )?(?:look(?:ing)? for|need|want|bring|have|need to (?:have|see|succeed|bring)|to have|expect|require|are|['’]re|a (?:good|great)|value|love|seek)\b.{0,50}|"
        r"(?:who|what) (?:you are|you['’]re|makes a).{0,30}|what (?:you['’]ll need|you need|it takes|you['’]ve|will you bring|you should|we want)\b.{0,40}|about you\b.{0,20}|(?:more )?about your\b.{0,20}|you(?: |['’]ll |['’]re |['’]ve )(?:have|bring|possess|need|are(?: an?| the)?|might be a|may be a|got|should have|must have|must|should)\b.{0,50}|"
        r"your (?:profile|skills?|experience|background|qualifications?|expertise|strengths|talents?|toolbox|superpowers)\b.{0,40}|(?:the |our |your |an )?ideal (?:candidate|applicant|person|profile|fit)\b.{0,40}|candidate (?:profile|requirements|must|should)\b.{0,40}|"
        r"(?:must|should|you must) have\b.{0,40}|required(?:$|[ ,]).{0,40}|we['’]?(?:re| are) looking for\b.{0,40}|we(?:['’]d love| want| seek| expect).{0,40}|is this you.{0,10}|sound like you.{0,10}|person specification.{0,20}|minimum$|basic$|to (?:be successful|succeed|qualify|thrive)\b.{0,50}|desirable and essential.{0,30}|"
        r"(?:deine?|ihre?|dein|ihr|unsere|die|das|fachliche )?\s?(?:anforderungen|profil|qualifikation(?:en)?|voraussetzungen|kenntnisse|kompetenzen|erfahrung(?:en)?|fähigkeiten)\b.{0,40}|(?:das|was|wen|du|sie|damit|womit) (?:bringst|bringen|du mitbringst|sie mitbringen|wir suchen|suchen wir|dich auszeichnet|sie auszeichnet|du (?:hast|bist)|überzeugst du|zeichnet)\b.{0,40}|"
        r"(?:votre |le |ton |notre |description du )?profil\b.{0,30}|(?:vos |les |tes )?(?:compétences|exigences|prérequis|pré-requis|connaissances|aptitudes)\b.{0,40}|(?:ce que nous|qui nous) (?:recherch|cherch).{0,20}|vous (?:êtes|avez|justifiez|possédez|disposez)\b.{0,40}|formation\b.{0,30}|expérience\b.{0,30}|"
        r"(?:tus |los |nuestros )?(?:requisitos|conocimientos|habilidades|competencias|aptitudes)\b.{0,40}|(?:tu |el )?perfil\b.{0,30}|¿?(?:qué|que|lo que|a quién) (?:buscamos|necesitas|necesitamos|esperamos|pedimos|estamos buscando)\b.{0,20}|experiencia\b.{0,30}|formación\b.{0,30}",
    ),
    (
        "duties",
        r"(?:the |our |your |key |core |main |primary |major |essential |principal |specific |general |job |role |position |typical |day[- ]to[- ]day |summary of |overview of |additional |roles?(?: |&|and)+|duties(?: |,|&|and)+|job )*"
        r"(?:responsibilit(?:y|ies)|duties|accountabilit(?:y|ies)|functions|tasks|deliverables|objectives|activities)\b.{0,60}|"
        r"(?:what|how|where) (?:you|you['’]ll|you will|will you|you['’]d|you would|will i|your)\b ?(?:will |be |get to |be able to |can )*(?:do|doing|own|build|building|work(?:ing)?|deliver|be responsible|achieve|accomplish|contribute|lead|make|create|drive|tackle|learn|day|impact|help|spend)\b.{0,50}|"
        r"(?:in|about|for) (?:this|the|your) (?:role|position|job|opportunity|internship|work)\b.{0,40}|as (?:an?|our|the) .{2,50}you(?:['’]ll| will| are)\b.{0,30}|you(?:['’]ll| will)(?: be| get)?\b.{0,40}|"
        r"(?:the |your |this |full |detailed |general )?(?:role|position|job|opportunity|mission|challenge|impact|work|internship|gig)\b(?![/-]|.{0,30}(?:location|type|id|category|level|family|details|schedule|requirements|qualifications|posting|title|number|code|benefits)).{0,40}|(?:job|role|position|work) (?:summary|overview|description|purpose|profile|scope|brief|content)\b.{0,40}|"
        r"(?:overview of (?:this|the) role|scope of|a day in|day[- ]to[- ]day|a typical|the opportunity|what the job|primary focus|purpose of|key focus|projects you|some of the things|your (?:team|first|role|mission|day|contribution))\b.{0,50}|what['’]?s the (?:job|role|opportunity)\b.{0,20}|main purpose\b.{0,20}|"
        r"(?:deine?|ihre?|eure|die|unsere|das sind deine|das sind ihre )?\s?(?:aufgaben(?:gebiet|bereich|schwerpunkte)?|tätigkeit(?:en)?|verantwortung(?:en)?|rolle|mission|stellenbeschreibung)\b.{0,40}|(?:das|was) (?:machst du|erwartet (?:dich|sie)|dich erwartet|sie erwartet|du (?:tust|machst|bewegst)|sie tun|wirst du|werden sie)\b.{0,30}|"
        r"(?:vos |les |tes |votre |la |le |principales |ton )*(?:missions?|responsabilités|tâches|poste|rôle|activités)\b.{0,40}|description du poste.{0,20}|(?:ce que )?vous (?:ferez|serez|allez)\b.{0,40}|"
        r"(?:tus |las |principales |el |tu |la |nuestras )*(?:responsabilidades|funciones|tareas|puesto|rol|misión)\b.{0,40}|descripción del (?:puesto|trabajo).{0,20}|¿?(?:qué|lo que) (?:harás|vas a hacer|hará)\b.{0,20}",
    ),
    (
        "about",
        r"work[/-]life balance|(?:more |a (?:bit|little) )?about (?!the role|this role|you\b).{1,50}|(?:who|what) (?:we are|are we|we do|is [a-z]).{0,40}|(?:the |our |your )?(?:company|team|organi[sz]ation|firm|employer|client|department|business|group|group/division)(?: (?:overview|description|profile|background|summary|information|intro|statement))?(?:$|[: ]).{0,30}|"
        r"our (?:mission|story|culture|values?|team|people|vision|history|purpose|company|work|impact|dna|world|principles|product|technology)\b.{0,40}|why [a-z0-9].{1,40}|meet .{2,40}|introduction$|life at .{1,40}|a world.changing company|"
        r"(?:über|wir sind|wer wir sind|wer sind wir|das sind wir|das unternehmen|unser unternehmen|unser team|das team|unternehmen)\b.{0,40}|"
        r"(?:à propos|qui sommes|nous sommes|l['’](?:entreprise|équipe)|notre (?:entreprise|société|équipe|mission|groupe)|la société|présentation)\b.{0,40}|"
        r"(?:sobre|quiénes somos|¿quiénes somos|acerca de|nuestra (?:empresa|misión|historia)|la empresa|nosotros|el equipo)\b.{0,40}",
    ),
    (
        "other",
        r"(?:how to apply|to apply|apply|application|interview|our (?:hiring|interview|recruitment) process|hiring process|recruitment process|next steps|the process|location|work location|locations|where|relocation|travel|schedule|work(?:ing)? (?:hours|schedule|environment|conditions|arrangement|location|shift|model)|"
        r"job (?:type|category|family|level|location|details|posting|id|code|title|number)|position (?:type|title|details|location)|employment type|department|shift|contact|additional|other (?:important )?information|start date|duration|visa|reports? to|reporting|physical (?:requirements|demands)|security clearance|clearance|language|note|"
        r"ort|standort|arbeitsort|bewerbung|kontakt|so bewirbst|ansprechpartner|lieu|localisation|candidature|pour postuler|processus|ubicación|lugar|cómo aplicar|proceso|contacto)\b.{0,50}",
    ),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(rf"(?:{pattern})$")) for kind, pattern in _HEADINGS)

_TRIM = ' \t\n#*_-–—:.!…?|>•·[](){}"“”'
_NOT_WORDS = re.compile(r"^[^\w¿(]{1,8}|^(?:\d{1,2}[.)]|[ivx]{1,4}\.)\s")
_MAX_CHARS = 90


def heading_kind(heading: str) -> SectionKind | None:
    """What stands under this heading, or None when its wording says nothing."""
    wording = _NOT_WORDS.sub("", heading.strip(_TRIM).casefold()).strip(_TRIM).replace("’", "'")
    if not wording or len(wording) > _MAX_CHARS:
        return None
    return next((kind for kind, pattern in _KINDS if pattern.match(wording)), None)
