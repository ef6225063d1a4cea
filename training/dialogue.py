"""A labelled case becomes questions with answers, and a caption: only what the labels of its source support.

`ask(case, rng, vqa)` -> list of Turn(aspect, question, answer), freshly phrased on each call.
"""

import re
from typing import NamedTuple

from phrasing import ABSENCE, ASK, NOT_APPLICABLE, PRESENCE, dress, presence_text


class Turn(NamedTuple):
    aspect: str
    question: str
    answer: str


VOWELS = ("a", "e", "i", "o", "u")


def noun(bare, plural=False, article=None):
    """(bare, with article, is plural)"""
    if article is None:
        article = f"any {bare}" if plural else (("an " if bare[0] in VOWELS else "a ") + bare)
    return bare, article, plural


def mass_noun(bare):
    return bare, bare, False


# What a chest film can be asked about: NIH label -> ways to name it.
NIH_FINDINGS = {
    "Atelectasis": [mass_noun("atelectasis")] * 3 + [mass_noun("collapsed lung tissue"), mass_noun("lung collapse")],
    "Cardiomegaly": [mass_noun("cardiomegaly")] * 3 + [noun("enlarged heart"), mass_noun("cardiac enlargement"), noun("big heart")],
    "Consolidation": [mass_noun("consolidation")] * 3 + [noun("consolidation"), mass_noun("airspace consolidation"), mass_noun("lung consolidation")],
    "Edema": [mass_noun("edema")] * 3 + [mass_noun("oedema"), mass_noun("pulmonary edema"), mass_noun("pulmonary oedema"), mass_noun("lung edema")],
    "Effusion": [mass_noun("effusion")] * 3 + [noun("effusion"), noun("pleural effusion"), mass_noun("pleural fluid"), mass_noun("fluid around the lung")],
    "Emphysema": [mass_noun("emphysema")] * 3 + [mass_noun("pulmonary emphysema"), mass_noun("emphysematous change")],
    "Fibrosis": [mass_noun("fibrosis")] * 3 + [mass_noun("lung fibrosis"), mass_noun("pulmonary fibrosis"), mass_noun("scarring of the lung")],
    "Hernia": [mass_noun("hernia")] * 2 + [noun("hernia"), noun("hiatal hernia"), noun("diaphragmatic hernia")],
    "Infiltration": [mass_noun("infiltration")] * 3 + [noun("infiltrate"), noun("infiltrates", plural=True), noun("lung infiltrate")],
    "Mass": [mass_noun("mass")] * 2 + [noun("mass"), noun("lung mass"), noun("pulmonary mass")],
    "Nodule": [mass_noun("nodule")] * 2 + [noun("nodule"), noun("lung nodule"), noun("pulmonary nodule"), noun("nodules", plural=True)],
    "Pleural_Thickening": [mass_noun("pleural thickening")] * 3 + [mass_noun("thickening of the pleura"), mass_noun("thickened pleura")],
    "Pneumonia": [mass_noun("pneumonia")] * 4 + [mass_noun("lung infection"), noun("pneumonia")],
    "Pneumothorax": [mass_noun("pneumothorax")] * 3 + [noun("pneumothorax"), mass_noun("air in the pleural space")],
}
RED_CELLS = ["ovalocyte", "target cell", "schistocyte", "spherocyte", "microcyte", "macrocyte", "teardrop", "stomatocyte", "burr cell", "elliptocyte"]
RED_CELL_NAMES = {
    "teardrop": ["teardrops", "teardrop cells", "dacrocytes", "tear drop cells", "teardrop red cells", "tear-shaped cells"],
    "target cell": ["target cells", "target cells", "codocytes", "target red cells"],
    "burr cell": ["burr cells", "echinocytes"],
    "schistocyte": ["schistocytes", "fragmented red cells"],
    "spherocyte": ["spherocytes", "spherocytes", "spherical red cells", "spherocytic cells"],
    "elliptocyte": ["elliptocytes", "elliptocytes", "elliptical red cells", "elliptical cells", "elliptic cells"],
}
CELLS = ["basophil", "eosinophil", "erythroblast", "immature granulocyte", "lymphocyte", "monocyte", "neutrophil", "platelet"]
TUMOURS = ["glioma", "meningioma", "pituitary tumour"]
MODALITIES = {
    "x-ray": ["an x-ray", "a radiograph", "an x-ray image"], "ct": ["a ct", "a ct scan", "computed tomography"],
    "mri": ["an mri", "an mr image", "magnetic resonance imaging"], "ultrasound": ["an ultrasound", "an ultrasound image", "sonography"],
    "mammography": ["a mammogram", "mammography"], "microscopy": ["microscopy", "a microscope image", "a micrograph"],
    "dermoscopy": ["dermoscopy", "a dermoscopy image"], "endoscopy": ["endoscopy", "an endoscopy image"],
}
ORGANS = ["brain", "chest", "knee", "breast", "skin", "colon", "lung", "hand", "abdomen", "fetal head", "blood smear"]
POLYP_LEFT, POLYP_RIGHT = 0.4, 0.6  # a polyp's side is asked only where its centre is clearly on one

# Presence asked across sources: finding -> sources in which it certainly isn't, by what the picture is of.
BLOOD = {"bccd", "chula", "pbc"}
NOT_LUNG = {"brain-mri", "busi", "pbc", "bccd", "chula", "isic2017", "knee", "dsb2018", "hc18", "mias", "endotect"}
ALL = NOT_LUNG | {"nih", "kermany", "hannover", "tcga-ct", "pocus", "lc25000", "mednist"}
ELSEWHERE = (
    [(mass_noun("pneumonia"), NOT_LUNG)] * 3
    + [(names[0], NOT_LUNG) for names in NIH_FINDINGS.values() if names[0][0] not in ("mass", "nodule", "edema", "fibrosis")]
    + [(noun("brain tumour"), ALL - {"brain-mri", "mednist"})] * 2
    + [(noun(kind), ALL - {"brain-mri", "mednist"}) for kind in TUMOURS]
    + [(noun("melanoma"), ALL - {"isic2017"})] * 2
    + [(noun("polyp"), ALL - {"endotect"})] * 2
    + [(mass_noun("osteoarthritis"), ALL - {"knee", "mednist"})] * 2
    + [(noun("platelets", plural=True), ALL - BLOOD), (noun("white blood cells", plural=True), ALL - BLOOD - {"dsb2018", "lc25000"})]
    + [(noun(RED_CELL_NAMES.get(kind, [kind + "s"])[0], plural=True), ALL - BLOOD - {"dsb2018"}) for kind in ("elliptocyte", "teardrop", "target cell", "spherocyte")]
    + [(noun("breast lesion"), ALL - {"busi", "mias", "mednist"}), (mass_noun("ulcerative colitis"), ALL - {"endotect"}), (mass_noun("covid-19"), NOT_LUNG)]
)
# Questions that fit only these sources; anywhere else they do not apply.
FITS = {
    "kl": {"knee"}, "cell": {"pbc"}, "tumour-kind": {"brain-mri"}, "breast-kind": {"busi", "mias"}, "stain": {"dsb2018"} | BLOOD, "density": {"mias", "busi"},
    "ct-window": {"tcga-ct", "mednist"}, "polyp-side": {"endotect"}, "pneumonia-kind": {"kermany", "nih", "hannover", "pocus", "mednist", "tcga-ct"},
    "view": {"nih", "hannover", "kermany", "mednist", "mias", "knee"}, "wbc-count": BLOOD | {"dsb2018"}, "anaemia": BLOOD,
}


def modality_of(case):
    """Lung sections are micrographs of tissue; the corpus calls them histology."""
    return case["modality"]


def organ_of(case):
    return case["bodyPart"].split(",")[0]


class Asker:
    """Collects the turns of one case."""

    def __init__(self, case, rng):
        self.case, self.rng, self.turns = case, rng, []

    def ask(self, aspect, answer, choices=None, chance=1.0):
        if self.rng.random() < chance:
            self.turns.append(Turn(aspect, dress(self.rng.choice(ASK[aspect]), self.case["modality"], self.rng, choices), answer))

    def present(self, aspect, finding, truth, chance=1.0):
        if self.rng.random() >= chance:
            return
        flipped = self.rng.random() < 0.05
        text = presence_text(self.rng.choice(ABSENCE if flipped else PRESENCE), finding)
        answer = "yes" if truth != flipped else "no"
        self.turns.append(Turn(aspect, dress(text, self.case["modality"], self.rng), answer))

    def say(self, aspect, text, answer, chance=1.0):
        if self.rng.random() < chance:
            self.turns.append(Turn(aspect, dress(text, self.case["modality"], self.rng), answer))


def one_other(rng, options, actual):
    return rng.choice([o for o in options if o != actual])


def ask_general(asker):
    """Modality, body part, and what the picture is not."""
    case, rng = asker.case, asker.rng
    modality, organ, source = case["modality"], organ_of(case), case["source"]
    asker.ask("modality", modality, chance=0.35)
    asker.ask("organ", organ, chance=0.35)
    if rng.random() < 0.12 and modality in MODALITIES:
        named = modality if rng.random() < 0.5 else one_other(rng, MODALITIES, modality)
        if {named, modality} != {"x-ray", "mammography"}:
            text = rng.choice(["is this {m}?", "is it {m}?", "{m}?", "was this made by {m}?", "am i looking at {m}?"]).format(m=rng.choice(MODALITIES[named]))
            asker.say("modality-check", text, "yes" if named == modality else "no")
    if rng.random() < 0.12 and source not in ("tcga-ct", "lc25000"):
        named = organ if rng.random() < 0.5 else one_other(rng, ORGANS, organ)
        overlapping = {frozenset(("chest", "lung")), frozenset(("head", "brain")), frozenset(("chest", "breast")), frozenset(("head", "fetal head"))}
        if frozenset((named, organ)) not in overlapping:
            text = rng.choice(["is this the {o}?", "does this show the {o}?", "is the {o} shown?", "is it a picture of the {o}?", "{o}?"]).format(o=named)
            asker.say("organ-check", text, "yes" if named == organ else "no")
    absent = [finding for finding, where in ELSEWHERE if source in where]
    if absent:
        asker.present("elsewhere", rng.choice(absent), False, chance=0.4)
    if rng.random() < 0.2:
        aspect = rng.choice([a for a, where in FITS.items() if source not in where])
        asker.ask(aspect, NOT_APPLICABLE)
        asker.turns[-1] = asker.turns[-1]._replace(aspect="not-applicable")


def ask_nih(asker, labels):
    rng, found = asker.rng, [f for f in labels["findings"] if f in NIH_FINDINGS]
    asker.ask("view", labels["view"], ["AP", "PA"], 0.7)
    if rng.random() < 0.85:
        asker.ask("abnormal", "yes" if labels["findings"] else "no")
    else:
        asker.say("abnormal", rng.choice(ASK["normal"]), "no" if labels["findings"] else "yes")
    for name in rng.sample(found, min(2, len(found))):
        asker.present("finding", rng.choice(NIH_FINDINGS[name]), True, 0.85)
    missing = [f for f in NIH_FINDINGS if f not in found]
    if "Pneumonia" in missing:
        asker.present("finding", rng.choice(NIH_FINDINGS["Pneumonia"]), False, 0.5)
    for name in rng.sample(missing, 2 if found else 1):
        asker.present("finding", rng.choice(NIH_FINDINGS[name]), False, 0.8 if found else 0.6)


def ask_kermany(asker, labels):
    sick = labels["diagnosis"] != "normal"
    asker.present("pneumonia", asker.rng.choice(NIH_FINDINGS["Pneumonia"]), sick)
    asker.present("pneumonia", mass_noun("pneumonia"), sick, 0.3)
    kind = labels["diagnosis"].split()[0]
    if sick:
        asker.ask("pneumonia-kind", kind, ["bacterial", "viral"])
        named = asker.rng.choice(["bacterial", "viral"])
        asker.present("pneumonia-check", mass_noun(f"{named} pneumonia"), named == kind, 0.25)
    asker.say("abnormal", asker.rng.choice(ASK["normal"]), "no" if sick else "yes", 0.12)
    asker.say("age", asker.rng.choice(["is the patient a child or an adult?", "child or adult?", "how old is the patient, child or adult?"]), "child", 0.1)


def ask_brain(asker, labels):
    rng, kind = asker.rng, labels["diagnosis"]
    tumour = kind != "no tumour"
    asker.present("tumour", rng.choice([noun("brain tumour"), noun("tumour"), noun("tumor"), noun("brain tumor"), noun("mass"), noun("neoplasm"), noun("brain neoplasm"), noun("lesion")]), tumour, 0.8)
    if tumour:
        asker.ask("tumour-kind", kind, TUMOURS)
    named = rng.choice(TUMOURS) if not tumour or rng.random() < 0.5 else kind
    asker.present("tumour-check", noun(named if rng.random() < 0.8 else named.replace("tumour", "tumor")), named == kind, 0.5)


def ask_busi(asker, labels):
    rng, kind = asker.rng, labels["diagnosis"]
    lesion = [noun("lesion"), noun("lesion"), noun("mass"), noun("breast lesion"), noun("lesion in this breast ultrasound", article="a lesion in this breast ultrasound"), noun("tumour"), noun("nodule"), noun("breast mass"), noun("focal lesion")]
    asker.present("breast-lesion", rng.choice(lesion), kind != "normal")
    if kind != "normal":
        asker.ask("breast-kind", kind, ["benign", "malignant"])
        named = rng.choice(["benign", "malignant"])
        asker.say("breast-check", rng.choice(["is it {k}?", "is the lesion {k}?", "{k}?", "does it look {k}?"]).format(k=named), "yes" if named == kind else "no", 0.3)


def ask_pbc(asker, labels):
    rng, cell = asker.rng, labels["cellType"]
    asker.ask("cell", cell, CELLS)
    named = cell if rng.random() < 0.5 else rng.choice(CELLS)
    asker.present("cell-check", noun(named), named == cell, 0.3)
    if "subtype" in labels:
        asker.say("subtype", rng.choice(["what subtype is it?", "which subtype of {c} is this?", "subtype of the cell?"]).format(c=cell), labels["subtype"], 0.3)


def ask_bccd(asker, labels):
    platelets = asker.rng.choice([noun("platelets", True), noun("platelets", True, "platelets"), noun("thrombocytes", True), noun("platelet")])
    asker.present("platelets", platelets, labels["plateletCount"] > 0)
    asker.ask("wbc-count", str(labels["wbcCount"]))
    asker.say("platelet-count", asker.rng.choice(["how many platelets are there?", "count the platelets.", "number of platelets?"]), str(labels["plateletCount"]), 0.3)
    asker.present("wbc", asker.rng.choice([noun("white blood cells", True), noun("leukocyte"), noun("white cell")]), labels["wbcCount"] > 0, 0.2)


def ask_chula(asker, labels):
    rng, counts = asker.rng, labels.get("redCellCounts")
    if "diagnosis" in labels:
        asker.ask("anaemia", labels["diagnosis"])
        return
    for kind in ["elliptocyte", "teardrop", "target cell", "spherocyte"]:
        asker.present("red-cell", noun(rng.choice(RED_CELL_NAMES[kind]), True, rng.choice([None, RED_CELL_NAMES[kind][0]])), counts.get(kind, 0) > 0, 0.95 if counts.get(kind, 0) > 0 else 0.5)
    kind = rng.choice(RED_CELLS)
    asker.present("red-cell", noun(rng.choice(RED_CELL_NAMES.get(kind, [kind + "s"])), True), counts.get(kind, 0) > 0, 0.5)
    if rng.random() < 0.25:
        commonest = max(counts, key=counts.get)
        asker.say("red-cell-main", rng.choice(["which red cell shape is the commonest?", "what is the most common red cell shape?"]), commonest)


def ask_isic(asker, labels):
    rng = asker.rng
    names = [noun("melanoma"), noun("melanoma"), mass_noun("melanoma"), noun("malignant melanoma"), mass_noun("skin cancer of the melanoma type")]
    for _ in range(2):
        text = rng.choice(["is this lesion a melanoma?", "is this lesion {a}?", "is the lesion {a}?", "is it {a}?", "melanoma or not?", "would you call it {a}?", "does this lesion look like {a}?",
                           "is this mole {a}?", "is this spot {a}?", "melanoma: yes or no?", "has this lesion been labelled {x}?", "was {x} diagnosed?", "is the diagnosis {x}?"])
        if rng.random() < 0.6:
            finding = rng.choice(names)
            asker.say("melanoma", text.format(a=finding[1], x=finding[0]), "yes" if labels["melanoma"] else "no")
        else:
            asker.present("melanoma", rng.choice(names), labels["melanoma"])


def ask_knee(asker, labels):
    rng, grade = asker.rng, labels["kellgrenLawrenceGrade"]
    asker.ask("kl", str(grade), list("01234"))
    text = rng.choice(["does this knee have osteoarthritis?", "does the knee have {x}?", "is the knee arthritic?", "is this an osteoarthritic knee?", "does this joint have {x}?", "is the joint affected by {x}?"])
    name = rng.choice(["osteoarthritis", "osteoarthritis", "arthrosis", "knee osteoarthritis", "oa", "degenerative joint disease", "gonarthrosis"])
    if rng.random() < 0.5:
        asker.say("oa", text.format(x=name), "yes" if grade >= 2 else "no")
    else:
        asker.present("oa", mass_noun(name), grade >= 2)
    named = grade if rng.random() < 0.5 else rng.randrange(5)
    asker.say("kl-check", rng.choice(["is it grade {g}?", "is this kellgren-lawrence grade {g}?", "kl {g}?"]).format(g=named), "yes" if named == grade else "no", 0.15)
    asker.say("side", rng.choice(["is this a left or a right knee?", "left or right knee?", "which knee is it?", "which side is this knee?"]), labels["side"], 0.25)


def ask_endotect(asker, labels):
    rng, polyp = asker.rng, labels["finding"] == "polyp"
    asker.present("polyp", rng.choice([noun("polyp"), noun("polyp"), noun("polyps", True), noun("colonic polyp"), noun("colon polyp")]), polyp)
    asker.present("colitis", mass_noun(rng.choice(["ulcerative colitis", "colitis"])), not polyp, 0.5)
    if polyp:
        x0, _, x1, _ = labels["polypBoxXyxyFraction"]
        centre = (x0 + x1) / 2
        if centre < POLYP_LEFT or centre > POLYP_RIGHT:
            asker.ask("polyp-side", "left" if centre < POLYP_LEFT else "right", ["left", "right"])


def ask_mias(asker, labels):
    rng, abnormal = asker.rng, labels["abnormality"] != "normal"
    asker.ask("density", labels["density"], ["fatty", "fatty-glandular", "dense-glandular"])
    text = rng.choice(["is an abnormality labelled in this mammogram?", "is an abnormality labelled in this mammogram?", *ASK["abnormal"]])
    asker.say("mammogram", text, "yes" if abnormal else "no")
    asker.say("mammogram", rng.choice(ASK["normal"]), "no" if abnormal else "yes", 0.1)
    if abnormal:
        asker.say("mammogram-finding", rng.choice(["which abnormality is labelled?", "what is the abnormality?", "what finding is labelled?"]), labels["abnormality"], 0.5)
        asker.ask("breast-kind", labels["severity"], ["benign", "malignant"], 0.4)


def ask_tcga(asker, labels):
    asker.ask("ct-window", labels["window"], ["lung", "soft tissue", "bone"])
    asker.ask("plane", labels["plane"], ["axial", "coronal", "sagittal"], 0.7)
    asker.ask("contrast", "yes" if labels["contrastAgent"] else "no")


def ask_hannover(asker, labels):
    asker.ask("view", labels["view"], ["AP", "PA"])
    asker.say("diagnosis", asker.rng.choice(["what is the patient's diagnosis?", "which diagnosis does the patient have?", "patient diagnosis?"]), labels["patientDiagnosis"], 0.4)


def ask_pocus(asker, labels):
    rng, kind = asker.rng, labels["diagnosis"]
    asker.say("pocus", rng.choice(["what is the label of this lung ultrasound?", "what is the diagnosis?", "which lung condition is labelled?", "is it regular, covid-19, bacterial or viral pneumonia?"]), kind)
    asker.present("pneumonia", mass_noun("pneumonia"), "pneumonia" in kind, 0.4 if kind != "COVID-19" else 0)


def ask_dsb(asker, labels):
    asker.ask("stain", labels["imageType"], ["fluorescence", "brightfield", "stained histology"])


def ask_lc(asker, labels):
    asker.ask("histology-kind", labels["diagnosis"])
    cancer = "benign" not in labels["diagnosis"]
    asker.present("cancer", asker.rng.choice([noun("tumour"), mass_noun("cancer"), noun("carcinoma"), mass_noun("lung cancer")]), cancer, 0.4)


def ask_hc18(asker, labels):
    asker.say("plane", asker.rng.choice(["what plane is this?", "which plane does this fetal scan show?"]), labels["plane"], 0.3)


def ask_vqa(asker, questions):
    for item in asker.rng.sample(questions, min(len(questions), 7)):
        text = item["question"].strip()
        asker.turns.append(Turn("vqa-rad", text if asker.rng.random() < 0.6 else dress(text, "radiology", asker.rng), item["answer"]))


SPECIFIC = {
    "nih": ask_nih, "kermany": ask_kermany, "brain-mri": ask_brain, "busi": ask_busi, "pbc": ask_pbc, "bccd": ask_bccd, "chula": ask_chula, "isic2017": ask_isic,
    "knee": ask_knee, "endotect": ask_endotect, "mias": ask_mias, "tcga-ct": ask_tcga, "hannover": ask_hannover, "pocus": ask_pocus, "dsb2018": ask_dsb, "lc25000": ask_lc, "hc18": ask_hc18,
}


def join(names):
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def caption(case):
    """Finding, then impression: what kind of picture, then what its label says. None where nothing may be said."""
    source, labels = case["source"], case["labels"]
    if source == "nih":
        names = [f.replace("_", " ").lower() for f in labels["findings"]]
        return f"Frontal chest X-ray, {labels['view']} view. " + (f"Labelled {join(names)}." if names else "No finding labelled.")
    if source == "hannover":
        return f"Frontal chest X-ray, {labels['view']} view. Patient diagnosed with COVID-19."
    if source == "kermany":
        kind = labels["diagnosis"]
        return "Frontal chest X-ray of a child. Labelled " + ("normal." if kind == "normal" else f"pneumonia, {kind.split()[0]}.")
    if source == "brain-mri":
        return "Brain MRI. Labelled " + labels["diagnosis"] + "."
    if source == "busi":
        return "Breast ultrasound. Labelled " + ("normal, no lesion." if labels["diagnosis"] == "normal" else f"lesion, {labels['diagnosis']}.")
    if source == "pocus":
        return "Lung ultrasound. Labelled " + labels["diagnosis"] + "."
    if source == "tcga-ct":
        return f"CT of the chest or upper abdomen, {labels['plane']}, {labels['window']} window. Contrast agent {'given' if labels['contrastAgent'] else 'not given'}."
    if source == "mednist":
        return {"ChestCT": "CT of the chest.", "AbdomenCT": "CT of the abdomen.", "CXR": "Chest X-ray.", "Hand": "X-ray of the hand.", "BreastMRI": "MRI of the breast.", "HeadCT": "CT of the head."}[labels["class"]]
    if source == "pbc":
        return f"Blood smear, single cell. Labelled {labels.get('subtype', labels['cellType'])}."
    if source == "bccd":
        white = labels["wbcCount"]
        cells = "no white blood cell" if white == 0 else "1 white blood cell" if white == 1 else f"{white} white blood cells"
        return f"Blood smear, microscope field. Labelled {cells}, platelets {'visible' if labels['plateletCount'] else 'not visible'}."
    if source == "chula":
        if "diagnosis" in labels:
            return f"Blood smear, microscope field. Labelled {labels['diagnosis']}."
        shapes = sorted((k for k, n in labels["redCellCounts"].items() if n and k not in ("normal cell", "uncategorised")), key=lambda k: -labels["redCellCounts"][k])[:3]
        return "Blood smear, microscope field. " + (f"Red cells labelled {join(shapes)}." if shapes else "Red cells labelled normal.")
    if source == "isic2017":
        return "Dermoscopy of a skin lesion. Labelled " + ("melanoma." if labels["melanoma"] else "not melanoma.")
    if source == "knee":
        return f"X-ray of a {labels['side']} knee. Labelled Kellgren-Lawrence grade {labels['kellgrenLawrenceGrade']}."
    if source == "dsb2018":
        return {"fluorescence": "Fluorescence micrograph of cell nuclei.", "brightfield": "Brightfield micrograph of cell nuclei.", "stained histology": "Stained histology section with cell nuclei."}[labels["imageType"]]
    if source == "hc18":
        return "Ultrasound of a fetal head, standard plane for head circumference."
    if source == "mias":
        found = "No abnormality labelled." if labels["abnormality"] == "normal" else f"Labelled {labels['abnormality']}, {labels['severity']}."
        return f"Mammogram, {labels['density']} breast. {found}"
    if source == "endotect":
        return f"Endoscopy of the colon. Labelled {labels['finding']}."
    if source == "lc25000":
        return f"Histology of lung tissue. Labelled {labels['diagnosis']}."
    return None  # vqa-rad: its images have no labels of their own


def ask(case, rng, vqa=None):
    """case: a line of the corpus. vqa: the clinicians' questions of this case, or None. Returns its turns, shuffled."""
    asker = Asker(case, rng)
    if case["source"] == "vqa-rad":
        ask_vqa(asker, vqa or [])
        return asker.turns
    if case["source"] in SPECIFIC:
        SPECIFIC[case["source"]](asker, case["labels"])
    ask_general(asker)
    text = caption(case)
    if text and rng.random() < 0.45:
        asker.turns.append(Turn("caption", dress(rng.choice(ASK["caption"]), case["modality"], rng), text))
    rng.shuffle(asker.turns)
    return asker.turns


LABEL_GROUPS = [  # auxiliary classification while training: (name, classes)
    ("modality", ["x-ray", "ct", "mri", "ultrasound", "mammography", "microscopy", "histology", "dermoscopy", "endoscopy"]),
    ("organ", ["chest", "brain", "knee", "breast", "skin", "colon", "lung", "hand", "abdomen", "head", "fetal head", "blood smear", "cell nuclei", "chest or upper abdomen"]),
    ("view", ["AP", "PA"]), ("kermany", ["normal", "bacterial pneumonia", "viral pneumonia"]), ("brain", ["no tumour", *TUMOURS]), ("busi", ["normal", "benign", "malignant"]),
    ("cell", CELLS), ("melanoma", ["False", "True"]), ("kl", list("01234")), ("side", ["left", "right"]), ("window", ["lung", "soft tissue", "bone"]), ("contrastAgent", ["False", "True"]),
    ("density", ["fatty", "fatty-glandular", "dense-glandular"]), ("mammogram", ["normal", "abnormal"]), ("stain", ["fluorescence", "brightfield", "stained histology"]),
    ("endo", ["polyp", "ulcerative colitis"]), ("pocus", ["regular", "COVID-19", "viral pneumonia", "bacterial pneumonia"]),
    ("lc", ["lung adenocarcinoma", "benign lung tissue", "lung squamous cell carcinoma"]), ("platelets", ["False", "True"]),
    ("anaemia", ["hereditary elliptocytosis", "megaloblastic anemia", "thalassemia", "iron deficiency anemia", "hereditary spherocytosis"]),
    *[(f"nih:{f}", ["False", "True"]) for f in NIH_FINDINGS], *[(f"red:{k}", ["False", "True"]) for k in RED_CELLS],
]


def classes_of(case):
    """{group: class name} for the auxiliary classifier."""
    source, labels = case["source"], case["labels"]
    if source == "vqa-rad":
        return {}
    out = {"modality": case["modality"], "organ": organ_of(case)}
    if "view" in labels:
        out["view"] = labels["view"]
    simple = {"kermany": ("kermany", "diagnosis"), "brain-mri": ("brain", "diagnosis"), "busi": ("busi", "diagnosis"), "pbc": ("cell", "cellType"), "dsb2018": ("stain", "imageType"),
              "endotect": ("endo", "finding"), "pocus": ("pocus", "diagnosis"), "lc25000": ("lc", "diagnosis")}
    if source in simple:
        group, key = simple[source]
        out[group] = labels[key]
    if source == "isic2017":
        out["melanoma"] = str(labels["melanoma"])
    if source == "knee":
        out["kl"], out["side"] = str(labels["kellgrenLawrenceGrade"]), labels["side"]
    if source == "tcga-ct":
        out["window"], out["contrastAgent"] = labels["window"], str(labels["contrastAgent"])
    if source == "mias":
        out["density"], out["mammogram"] = labels["density"], "normal" if labels["abnormality"] == "normal" else "abnormal"
    if source == "bccd":
        out["platelets"] = str(labels["plateletCount"] > 0)
    if source == "chula":
        if "diagnosis" in labels:
            out["anaemia"] = labels["diagnosis"]
        else:
            out.update({f"red:{k}": str(labels["redCellCounts"].get(k, 0) > 0) for k in RED_CELLS})
    if source == "nih":
        out.update({f"nih:{f}": str(f in labels["findings"]) for f in NIH_FINDINGS})
    return out


def reword(question, aspect, templates, presence_templates, rng):
    """A val question in another phrasing of the same aspect, or None where only its own words can ask it (VQA-RAD)."""
    if aspect in templates:
        return templates[aspect]
    finding = re.match(r"Is there (.+?)\?$", question) or re.match(r"Are there any (.+?)\?$", question) or re.match(r"Are (.+?) visible\?$", question)
    named = {"pneumonia": "pneumonia", "oa": "osteoarthritis", "melanoma": "melanoma", "breast-lesion": "lesion"}.get(aspect) or (finding and finding.group(1))
    if not named or aspect not in ("finding", "red-cell", "tumour", "polyp", "platelets", "pneumonia", "oa", "melanoma", "breast-lesion"):
        return None
    named = re.sub(r"^an? ", "", named)
    plural = named.endswith("s") and aspect in ("red-cell", "platelets")
    entity = noun(named, plural) if plural or aspect in ("tumour", "polyp", "breast-lesion", "melanoma") else mass_noun(named)
    return [presence_text(t, entity) for t in presence_templates]
