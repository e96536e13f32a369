"""Skills that are fields of work rather than tools: they describe the topic and rank, they do not filter.

"Machine learning engineer" asks for a kind of work that a posting may name in many words; "Kafka" asks for Kafka.
"""

from __future__ import annotations

import re
from functools import cache

from index import taxonomy
from rag.understand.tokens import tokenise
from rag.understand.words import ordinary_words

_TOOL_GROUPS = frozenset(
    {"programming languages", "web frontend", "backend", "data stores", "data engineering", "analytics",
     "cloud and operations", "machine learning", "testing", "security", "mobile and games", "embedded and hardware"}
)  # fmt: skip
_FIELD_GROUPS = frozenset({"languages spoken", "food, care and service", "legal and people", "science"})
_TOOLS = frozenset({"cerner", "epic systems", "emis", "systmone", "after effects", "final cut pro", "illustrator", "chef", "helm", "excel", "power query", "spring", "spring boot", "express", "playwright", "k6",
    "robot framework", "cloud run", "go", "swift", "assembly", "bash", "visual basic", "entity framework", "play framework", "semantic kernel", "prince2", "monday.com", "six sigma", "mode analytics", "gd&t", "fusion 360",
    "crispr", "elisa", "graph databases", "sketch", "hris", "soap", "electron", "amazon s3", "amazon ec2", "windows server", "esp32", "arm", "i2c", "plc", "can bus", "slam", "transformers", "kanban", "word", "access", "outlook",
    "neo4j", "three.js", "vue.js", "nuxt.js", "next.js", "node.js", "ember.js", "backbone.js", "alpine.js", "d3.js", "c++", "c#", "f#", ".net", "asp.net", "cadence", "spice", "inventor", "linear"})  # fmt: skip
"""Names made of ordinary words that are tools all the same."""
_FIELDS = frozenset(
    """backend development|frontend development|full-stack development|web development|mobile development|game development|ios|android|ai|ml|llms|llmops|mlops|nlp|devops|devsecops|gpu programming|predictive modeling|bioinformatics
    |cybersecurity|digital forensics|malware analysis|firewalls|cryptography|cryptocurrency|blockchain|robotics|lidar|radar|photonics|avionics|microcontrollers|gps|hvac|machining|masonry|hydraulics|soldering|rf engineering|rtl design|soc design|asic|fpga
    |embedded linux development|linux kernel development|firmware|seo|sem|microfrontends|responsive design|web accessibility|refactoring|3d modeling|interior design|prototyping|typography|wireframing|merchandising|e-commerce|crm|saas sales|b2c|bookings|interpersonal skills
    |multitasking|waterfall|rpa|budgeting|underwriting|accounts payable|accounts receivable|erp|kyc|aml|cpa|acca|cima|cfa|frm|jd|rn|lpn|cna|cdl|cscs|cpr|bls|acls|pals|cbt|mri|ngs|pcr|anesthesia|cardiology|cannulation|dialysis|gcp guidelines|gmc registration|hcpc registration
    |nmc registration|geriatrics|iv therapy|midwifery|oncology|optometry|palliative care|pediatrics|pharmacology|physiotherapy|radiology|safeguarding|venesection|3d printing|5s|blueprint reading|injection molding|painting and decorating|preventive maintenance|kaizen|ar/vr|5g
    |kpi reporting|salesforce administration|gdpr|hipaa|fintech|payments|vat|m&a|hl7|etl|elt|embeddings|fine-tuning|optimization|statistics|forecasting|incident management|itil|motion planning|control systems|quantum computing|pid control|cd|sdr|hmi|computer graphics|a/b testing
    |cisco|unix|data entry|serverless|microservices|containers|monitoring|networking|observability|multithreading|algorithms|debugging|tdd|bdd|experimentation|virtualization|gis|cad|bim|cam|cfd|fea|cnc|typing|oscilloscope|circuit design|digital design|analog design|tax|sox|conveyancing"""
    .replace("\n    ", "").split("|")
)  # fmt: skip


_PRODUCTS = frozenset(
    """revit catia creo ansys abaqus sap salesforce jira confluence trello asana notion slack visio uipath zapier marketo zendesk zoho pardot pipedrive klaviyo mailchimp intercom gong xero workday sage stripe bloomberg figma framer canva webflow
    photoshop invision indesign simulink excel word outlook access linear""".split()
) | frozenset({"adobe xd", "adobe creative suite", "premiere pro", "davinci resolve", "microsoft dynamics", "oracle erp", "bloomberg terminal", "microsoft office", "microsoft teams", "google workspace", "power automate", "siemens nx", "facebook ads", "civil 3d"})  # fmt: skip
"""Products among the skills of other trades; the rest of those are fields of work."""
_PRODUCT_SHAPE = re.compile(r"[a-z][A-Z]")


@cache
def is_field(skill: str) -> bool:
    """Whether a known skill (in its usual spelling) is a field of work, and so topic rather than constraint."""
    name, group = skill.lower(), taxonomy.skill_group(skill)
    if name in _TOOLS:
        return False
    if name in _FIELDS or group in _FIELD_GROUPS:
        return True
    if group and group not in _TOOL_GROUPS:
        return name not in _PRODUCTS and not _PRODUCT_SHAPE.search(skill)
    ordinary = all(token.key in ordinary_words() for token in tokenise(skill) if token.kind == "word")
    return bool(group) and ordinary and " " in name.strip()
