"""The phrases by which a turn of a conversation says what it does to the search before it. Data and matching, pure."""

from __future__ import annotations

import re

_KIND_WORDS = {
    "salary": "salary|salaries|pay|money|compensation|wage|wages|budget|pay range|salary range|minimum salary|salary filter",
    "place": "place|places|location|locations|city|country|region|where|area|geography",
    "seniority": "level|levels|seniority|seniority level|experience level",
    "posted": "date|dates|posting date|post date|date filter|age of the posting|time limit|recency|when it was posted",
    "company": "company|companies|employer|employers|firm",
    "skill": "skill|skills|technology|technologies|tech stack|stack|language|languages|programming language",
    "employment": "employment type|employment|contract type|job type|type|hours|type of contract",
    "experience": "experience|years|years of experience",
    "arrangement": "arrangement|work arrangement|remote or not|office or remote",
    "visa": "visa|sponsorship|visas|visa sponsorship",
}
KIND_WORDS = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split("|")}
"""What people call a kind of constraint -> the kind."""


def _phrases(*phrases: str) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words, the longest first, straight or curly apostrophes."""
    options = sorted(_TOP_LEVEL.split("|".join(phrases)), key=len, reverse=True)
    spelled = "|".join(options).replace("'", "['’]?")
    return re.compile(rf"(?<![\w'])(?:{spelled})(?!\w)", re.IGNORECASE)


_TOP_LEVEL = re.compile(r"\|(?![^()]*\))")
"""The bars between phrases, not those within brackets."""

RESET = _phrases(
    r"start over|start again|start afresh|start fresh|reset|reset everything|reset the search|reset all filters|clear everything|clear all|clear all filters|clear the filters|clear filters"
    r"|forget everything|forget all that|forget all of that|from scratch|begin again|remove all filters|drop everything|drop all filters|remove everything|wipe everything|new search|back to the start|clear it all|clear the search"
)
SWITCH = _phrases(
    r"new search|new question|new topic|something else|something different|something completely different|something entirely different|now something completely different|different question|different topic"
    r"|change of topic|another search|another question|unrelated|on another note|forget that|forget all that|forget everything|start over|start again|never mind that|let's try something else|different search|separately|switching topics|other topic|reset"
)
OTHER_PERSON = re.compile(
    r"(?<!\w)(?:and |now )?(?:my|a) (?:sister|brother|friend|wife|husband|partner|mother|mom|mum|father|dad|son|daughter|cousin|colleague|neighbou?r|girlfriend|boyfriend|roommate|flatmate|uncle|aunt|nephew|niece|buddy)"
    r"(?: of mine)?(?:'s| is| wants| needs| would like| is looking for| is searching for| seeks| also wants)?(?!\w)",
    re.IGNORECASE,
)
REMOVE = _phrases(
    r"(?:it |they |that )?(?:really )?(?:doesn't|does not|don't|do not|needn't|need not) (?:really )?(?:have to|need to|has to|must) be|(?:it )?doesn't need to be|no need for|no need to be|forget|forget about|never mind|nevermind|drop|remove"
    r"|skip|ignore|disregard|get rid of|scrap|cancel|lift|clear|doesn't matter|don't matter|does not matter|do not matter|don't care about|do not care about|don't care|don't mind|regardless of|no longer|not necessarily|open to any|open to all|whatever"
    r"|any|all|i can live with|delete|undo|take away|relax|is not important|isn't important|not important|is not needed|isn't needed|is not necessary|isn't necessary|is no longer needed|isn't required|is optional|not a must|is not a must|isn't a must"
)
PERMIT = _phrases(
    r"(?:is|are|would be|will be|'s) (?:also |actually |totally |perfectly )?(?:fine|ok|okay|good|acceptable|alright|all right|welcome|great|possible|cool)(?: too| as well| after all| again| now| also| with me| by me)*"
    r"|(?:also )?(?:works|fine|ok|okay) (?:too|as well|also|for me)|i'd take|i would take|i'd accept|i would accept|i can accept|i could do|would do"
)
REPLACE = _phrases(
    r"make that|make it|change that to|change it to|change to|switch to|instead|i meant|i mean|what i meant was|correction|sorry|actually|oops|no wait|wait|rather|better|same in|same for|same but|same thing in|the same in|the same for|the same but|what about|how about|then|let's say|say|let's go with|go with|try"
)
CONTRAST = _phrases(r"rather than|instead of|not|and not|in place of|over")
CONTINUES = re.compile(
    r"^\W*(?:and|also|but|only|just|with|without|plus|ideally|preferably|must|should|no|not|except|or|ok|okay|now|please|show me only|only show|show only|at least|over|under|in|at|near|from|for|posted|since|which|where)(?!\w)",
    re.IGNORECASE,
)
WIDENS = re.compile(
    r"^\W*(?:ok(?:ay)?\W+)?(?:or|and maybe|or maybe|or even|as well as)(?!\w)|(?<!\w)(?:too|as well|also)\W*$",
    re.IGNORECASE,
)
ALSO = re.compile(r"^\W*(?:and|also|plus|and also)(?!\w)", re.IGNORECASE)
JUST = re.compile(r"(?<!\w)(?:just|only|solely|nothing but)(?!\w)", re.IGNORECASE)
MORE = re.compile(
    r"^\W*(?:(?:can you |could you |please )?(?:show|give|find|get|list|load)(?: me| us)? )?(?:some |a few |\d{1,2} |five |ten |twenty )?(?:more|next|next page|next ten|the next ones?|further results)(?: (?:results|jobs|postings|please|of them|of these|like (?:that|these|this|those)|hits|ones|options|roles))*\W*$"
    r"|^\W*(?:what else|anything else|any others?|any more|others|keep going|continue|go on)(?: is there| do you have)?\W*$",
    re.IGNORECASE,
)
ASK_START = re.compile(
    r"^\W*(?:and |but |so |ok |okay )?(?:why|how|what|what's|which|who|who's|where|when|does|do|is|are|can|could|has|have|did|will|would|tell me|explain|summari[sz]e|any of)(?!\w)",
    re.IGNORECASE,
)
ASK_PRONOUN = re.compile(
    r"(?<!\w)(?:it|its|it's|they|them|their|these|those|this|that one|this one|the results?|the postings?|these jobs|so few|so many|how many|of them|either|that job|that role|this job|this role|the job|the role|the company|the employer|the recruiter)(?!\w)",
    re.IGNORECASE,
)
WHICH_OF = re.compile(
    r"(?<!\w)(?:which(?: one| ones)?(?: of (?:these|those|them|the results))?|any of (?:these|those|them)|how many(?: of (?:these|those|them))?|(?:do|does|are|is) any(?: of (?:these|those|them))?)(?!\w)",
    re.IGNORECASE,
)
LIKE = re.compile(
    r"(?<!\w)(?:more like|similar to|like|something like|others like|jobs like)(?!\w)", re.IGNORECASE
)
BUT = re.compile(r"(?<!\w)(?:but|except|only|just)(?!\w)", re.IGNORECASE)


def without(pattern: re.Pattern[str], question: str) -> str:
    """The question with what the pattern matches blanked, so that every other word keeps its place."""
    return pattern.sub(lambda match: " " * len(match.group()), question)
