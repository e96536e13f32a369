"""Cues, carriers and role nouns: the words around constraints that give them their meaning.

Data alone, like `lexicon`, and the ordinary English words against which names and misspellings are held.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

ORDINARY_WORDS = Path(__file__).with_name("ordinary_words.txt")
"""Words of English that are no names: a small language model's vocabulary without the names in it, by hand extended."""

NOT = (
    "no|not|non|without|without any|except|except for|excepting|excluding|exclude|but not|anything but|anyone but|anywhere but"
    "|everywhere but|everything but|all but|everywhere except|anywhere except|anything except|avoid|avoiding|never|minus|neither|nor|nothing with|nothing in"
    "|nothing at|nothing from|nothing involving|nothing that involves|don't want|do not want|don't like|do not like|dont want|not interested in|other than|apart from"
    "|aside from|not any|isn't|is not|aren't|are not|not from|not at|not in|rather than|instead of|not for|no more|hate|i hate|can't stand|anything other than"
    "|don't use|do not use|doesn't use|doesn't involve|does not involve|don't involve|that isn't|that is not|that aren't|that are not|which is not|which isn't|won't|skip"
    "|don't show me|do not show me|don't show|leave out|kein|keine|keinen|keiner|ohne|nicht|ausser|ausgenommen|pas de|pas d'|pas|sans|sauf|hors|excepte"
    "|sin|excepto|salvo|menos|que no sea|nada de|no en|nicht in|pas a|tired of|sick of|bored of|fed up with|can't do|cannot do|can't work|cannot work"
)
OUTSIDE = "outside|outside of|outside the|out of|not based in|elsewhere than|ausserhalb|ausserhalb von|hors de|en dehors de|fuera de"
SOFT = (
    "ideally|preferably|nice to have|bonus points for|bonus for|bonus if|would be nice|would be a plus|would be a bonus|is a plus|is a bonus|a plus"
    "|if possible|optionally|i'd prefer|i would prefer|i prefer|prefer|preferring|preferred|with a preference for|am liebsten|idealerweise|vorzugsweise"
    "|de preference|idealement|preferiblemente|idealmente|if at all possible|would be great|would be ideal|desirable|optional"
)
PERMIT = (
    "is fine|are fine|is fine too|are fine too|is ok|are ok|is okay|are okay|would be fine|would be ok|would be okay|also fine|also ok|fine too|ok too|is fine as well"
    "|would be fine too|would be ok too|would be ok as well|is acceptable|are acceptable|works too|works for me|is good too|possible too|also possible|is also fine|is also ok"
)
"""After a constraint: what stands before is also welcome."""

DROP = (
    "no preference|not sure|no matter|why not|whether or not|no problem|nothing special|no idea|not only|not just|not necessarily|if not|or not|no rush|no worries"
    "|not picky|not fussy|not too picky|looking for|look for|searching for|search for|i am looking for|i'm looking for|i want|i'd like|i'd rather|i would rather|rather|anyone|anybody|everything|everyone|i would like|show me|find me|give me|get me"
    "|are there|is there|what is there|do you have|have you got|i need|we need|in search of|on the lookout for|interested in|i'm interested in|can you|could you|please"
    "|thank you|thanks|hello|hi|hey|hi there|dear|let me see|tell me|list all|list|which companies|what companies|who is|who's|who is hiring|who's hiring|hiring for|is hiring|are hiring"
    "|now hiring|jobs where i can|jobs where i|job where i|jobs in which i|where i can|where i would|where i could|where i'd|what jobs|which jobs|any jobs|need a job|need a new job"
    "|find jobs|job search|as a|as an|in the field of|in the area of|with a focus on|focused on|that pays|that pay|which pays|must have|must know|should know|required|is required"
    "|needed|must|has to be|have to be|must be|should be|needs to be|only|just|all|every|a lot of|lots of|kind of|sort of|type of|types of|ich suche|suche|je cherche|cherche"
    "|recherche un emploi|emploi de|busco|busco trabajo|trabajo de|stelle als|job als|stellen als|stelle|stellen|emploi|emplois|empleo|empleos|trabajo|trabajos|poste|postes|poste de|offre|offres|offre d'emploi|puesto de|vacante|vacantes|ofertas de empleo|offene stellen"
    "|relocate to|relocating to|relocation to|move to|moving to|willing to relocate to|based in|located in|living in|i live in|i am in|i'm in|i'm based in|i am based in|near me"
    "|working for|work for|employed by|on opt|on cpt|on f1|on f-1|on f1 opt|on a visa|later|right now|currently|at the moment|asap|immediately|soon|these days|nowadays"
    "|worldwide|anywhere|anywhere in the world|from anywhere|globally|permanent|perm|permanent position|permanent contract|unbefristet|festanstellung|cdi|en cdi|indefinido|contrato indefinido"
    "|latest|newest|most recent|is open|are open|open to|happy with|ok with|okay with|fine with|comfortable with|please show|min|max|minimum|maximum|anything in|anything with|something in|something with"
    "|anything|something|somewhere|stuff|things like|such as|e.g.|e.g|for example|i.e.|etc|etc.|experience|experienced in|experience with|experience in|years|skills|skill|skills in|knowledge of|knowledge|proficient in"
    "|expertise in|background in|tech stack|using|uses|use|who uses|who use|that use|that uses|i know|i write|i use|i do|coding in|programming in|written in|writes|write|writing"
    "|rate|rates|day rate|hourly rate|daily rate|make|making|earn|earning|earns|commuting distance of|commuting distance|commutable from|an easy commute from|wide|salary|salaries|pay|paying|pays|paid|wage|wages|compensation|comp|budget of|place|location|locations|city|country|state of|province of|city of|seniority|company|employer|employers|posted|type|employment|employment type"
    "|arrangement|visa|sponsorship|ads|ad|in total|per year|total comp|total compensation|tc|ote|base|base salary|basic|gehalt|salaire|sueldo|salario|brutto|brut|bruto|netto|net|gross"
    "|environment|setting|setup|set up|based|culture|friendly|eligible|option|options|possible|available|availability|what is|what's|what are|does|do|did|is|are|was|were|have|has|had|having|got|been|being|be|will|would|could|should|can|may|might|shall"
    "|hire|hires|hiring|recruiting|offer|offers|offering|offered|provide|provides|providing|give|gives|let|lets|allow|allows|want|wants|wanting|need|needs|needing|like|likes|love|prefer|seek|seeking|seeks|look|looking|search|searching|find|finding|found|show|see|know|knows|knowing|tell"
)
CARRIERS = frozenset(
    """a an the i me my mine we us our you your he she it its they them this that these those which who whom whose what when where why how
    and or but nor so if then than also too as at by for from in into of on onto off out over to up with within near nearby without under above about around between via per
    any some each both either neither such same other another more most else very really quite well good new
    job jobs role roles work works working position positions posting postings opening openings vacancy vacancies opportunity opportunities gig gigs listing listings
    careers companies employment hiring please ok okay yes there here not no am is are be been i'm i'd i've i'll im ive id don't dont doesn't
    der die das den dem des ein eine einen einem einer und oder mit im am als bei fur zu zum zur von ich bin
    le la les l' un une des du de d' et ou en au aux dans pour chez avec je suis sur
    el los las unos unas y o u con para por del al como soy
    sponsor sponsors sponsored sponsoring visas""".split()
)  # fmt: skip
"""Single words that carry no topic at the edges of what is left over; inside it they stay."""

ROLE_NOUNS = frozenset(
    """engineer engineers developer developers dev devs programmer programmers coder coders scientist scientists analyst analysts architect architects designer designers
    researcher researchers consultant consultants administrator admin specialist specialists technician technicians manager managers sre devops swe sde qa tester testers
    backend frontend fullstack back-end front-end full stack software data ml ai machine platform infrastructure security product web mobile cloud embedded firmware systems site
    entwickler entwicklerin ingenieur ingenieurin developpeur developpeuse ingenieur desarrollador desarrolladora ingeniero ingeniera programador eng engs enginer engneer devloper
    quant trader strategist evangelist advocate expert guru ninja team lead leads leader tutor teacher trainer instructor intern interns contractor freelancer""".split()
)  # fmt: skip
"""What a skill or a level stands before: "Go developer", "lead data engineer"."""

LEVEL_ROLES = ROLE_NOUNS | frozenset(
    """writer accountant accountants nurse auditor editor producer buyer planner recruiter marketer counsel attorney lawyer pharmacist therapist teacher animator artist
    copywriter representative agent associate generative backend applied research full ux ui hardware mechanical electrical quality test process project program
    business marketing finance financial solutions solution support network database civil structural chemical industrial manufacturing growth content data staff bioinformatics
    clinical statistician biostatistician economist copy technical technology it hr people talent operations supply electrician plumber carpenter welder mechanic machinist cook chef
    guide driver instructor educator game graphics gpu cybersecurity threat penetration blockchain android ios python java react go rust golang node ruby php scala kotlin c++ c# .net
    environmental graphic creative visual motion interaction brand media social digital event sales account customer robotics perception controls simulation deep computer nlp analytics
    crew custodian housekeeper carer caregiver toddler preschool paralegal estimator foreman superintendent""".split()
)  # fmt: skip
"""What "lead" and "mid" stand before as a level."""

STAFF_ROLES = frozenset(
    """engineer engineers scientist scientists developer developers designer designers researcher researchers architect architects programmer data software machine ml ai backend frontend product
    sre security platform infrastructure fullstack full applied research firmware hardware site devops embedded swe systems technical ux ui android ios mobile cloud robotics perception
    solutions analytics engineering compiler gpu network test reliability program or and to""".split()
)  # fmt: skip
"""What "staff" and "principal" stand before as a level ("staff nurse" is a nurse of the lowest grade)."""


@cache
def ordinary_words() -> frozenset[str]:
    """The ordinary words of English, lower case, names left out."""
    return frozenset(ORDINARY_WORDS.read_text(encoding="utf-8").split())
