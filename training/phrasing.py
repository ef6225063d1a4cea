"""How people ask: phrasings per aspect for training (ASK), and others that training never sees (HELD_OUT).

{img} becomes a word for the picture (scan, radiograph, slide, …), {a} and {x} a finding with and without its article,
{is}/{do} agree with it in number. Letter case does not matter: the tokenizer lower-cases what it reads.
"""

IMAGE_WORDS = {
    "x-ray": ["x-ray", "radiograph", "film", "image", "picture", "xray", "plain film", "study"],
    "ct": ["ct", "ct scan", "scan", "slice", "image", "picture", "ct slice", "study"],
    "mri": ["mri", "mr image", "scan", "mri scan", "image", "picture", "slice", "study"],
    "ultrasound": ["ultrasound", "sonogram", "ultrasound image", "scan", "image", "picture", "ultrasound scan"],
    "mammography": ["mammogram", "breast x-ray", "image", "picture", "film", "study"],
    "microscopy": ["micrograph", "microscope image", "slide", "smear", "image", "picture", "field", "photo"],
    "histology": ["slide", "histology image", "tissue section", "image", "picture", "micrograph"],
    "dermoscopy": ["dermoscopy image", "skin image", "photo", "image", "picture", "dermatoscopic image"],
    "endoscopy": ["endoscopy image", "frame", "image", "picture", "colonoscopy image", "endoscopic view"],
    "radiology": ["image", "scan", "picture", "study", "film"],
}

PRESENCE = [
    "{is} there {a}?", "{is} there {a}?", "{is} there {a} in this {img}?", "{is} {a} present?", "{is} {x} present in this {img}?", "do you see {a}?",
    "can you see {a}?", "does the {img} show {a}?", "does this {img} show {x}?", "{is} {x} visible?", "{is} {a} seen in the {img}?",
    "any {x}?", "{x}?", "evidence of {x}?", "is there evidence of {x}?", "are there signs of {x}?", "any sign of {x} here?",
    "tell me whether there {is} {a}.", "check this {img} for {x}.", "{is} {x} labelled in this {img}?", "look for {x}.",
    "does the patient have {a}?", "{x}: yes or no?", "i want to know if {a} {is} present.", "would you say there {is} {a}?",
    "presence of {x}?", "{is} {a} identified on this {img}?", "does this look like {x}?", "do you notice {a} on the {img}?",
    "is this {img} positive for {x}?", "{x} present?", "could there be {a}?", "i suspect {x}. do you agree?", "rule {x} in or out.",
    "can you find {a} here?", "is {x} suspected?", "the {img} shows {x}, right?", "{is} {x} apparent?", "do we have {a}?", "is it {x}?",
    "are there any {x}?", "are {x} visible?", "is there any {x}?", "are there any indications of {x}?", "does the subject show {x}?",
]
PRESENCE_HELD_OUT = [
    "can {a} be made out in this {img}?", "was {a} found here?", "please confirm whether {x} can be observed.",
    "i would like to know about {x}: visible or not?", "do the appearances include {x}?",
]
ABSENCE = ["{is} {x} absent?", "is this {img} free of {x}?", "no {x}?", "is the {img} without {x}?", "can {x} be excluded?", "{is} there no {x}?", "is it negative for {x}?"]

ASK = {
    "modality": [
        "what imaging modality is this?", "what imaging modality is this?", "which modality was used?", "what kind of scan is this?", "how was this image made?",
        "what type of imaging is this?", "name the imaging technique.", "modality?", "imaging modality", "what kind of image is this?",
        "which imaging method produced this picture?", "what type of medical image am i looking at?", "identify the modality.",
        "tell me the modality of this image.", "by what technique was this taken?", "what is the modality?", "what sort of picture is this?",
        "was this taken by ct, mri, x-ray or something else?", "which technique is shown here?", "what examination is this?",
        "what type of scan?", "state the type of examination.", "how was this acquired?", "what device took this image?", "is this an x-ray, an mri or what?",
        "what type of study is this?", "what was used to take this picture?", "what is the imaging technique used here?", "scan type?",
    ],
    "organ": [
        "what part of the body is shown?", "what part of the body is shown?", "which body part is this?", "what organ is shown?", "which region of the body do we see?", "body part?",
        "what anatomy is in the image?", "name the body part.", "what am i looking at, anatomically?", "which organ is imaged?",
        "where in the body was this taken?", "what anatomical region is this?", "identify the organ.", "tell me the body region.",
        "what part of the body does this {img} show?", "which part of the patient was imaged?", "anatomical region", "what does this {img} depict?",
        "what structure is seen?", "what was imaged?", "which anatomical area is covered?", "organ?", "what is the specimen or organ?", "where does this image come from in the body?",
        "what body region is displayed?", "what tissue or body part is this?", "which anatomy is displayed here?", "what is being examined?",
    ],
    "view": [
        "is this an ap or a pa view?", "is this an ap or a pa view?", "ap or pa?", "which view is this?", "what is the view position?", "what projection is this?",
        "was this taken ap or pa?", "is the projection anteroposterior or posteroanterior?", "view?", "projection", "name the projection.",
        "from which direction was the {img} taken?", "tell me the view: ap or pa.", "is it a pa or an ap {img}?", "pa or ap view?",
        "what view was used for this chest {img}?", "did the beam enter from the front or the back (ap or pa)?", "state the radiographic view.",
        "which projection was used?", "how was the film taken, ap or pa?", "what is the orientation of this {img}, ap or pa?", "is it anterior-posterior or posterior-anterior?",
    ],
    "plane": [
        "in which plane is this slice?", "in which plane is this slice?", "which plane is this?", "what is the imaging plane?", "axial, coronal or sagittal?", "plane?",
        "is this slice axial, coronal or sagittal?", "what orientation does this slice have?", "name the slice plane.", "how is this slice oriented?",
        "tell me the plane of this {img}.", "what plane was the {img} taken in?", "which anatomical plane do we see?", "slice orientation",
        "in what plane is this {img}?", "identify the plane.", "what cut is this?",
    ],
    "ct-window": [
        "which ct window is used?", "which ct window is used?", "what window setting is this?", "lung, soft tissue or bone window?", "which window?", "ct window",
        "what windowing was applied?", "is this a lung window, a bone window or a soft tissue window?", "name the window setting.",
        "how is this ct windowed?", "which window level was chosen?", "tell me the ct window.", "what display window is this?", "identify the window.",
        "for which tissue is the window set?", "window type?", "what is the window of this slice?", "which structures is this window meant for?",
    ],
    "contrast": [
        "was contrast agent given?", "was contrast agent given?", "is this a contrast scan?", "was contrast used?", "contrast?", "with or without contrast: was it given?",
        "did the patient receive contrast medium?", "is there contrast enhancement?", "is this {img} contrast-enhanced?", "is intravenous contrast present?",
        "was this done with contrast?", "contrast agent: yes or no?", "is contrast in the vessels?", "tell me if contrast was administered.",
        "has a contrast medium been injected?", "is it an enhanced scan?", "is iv contrast seen?", "was an injection of contrast made for this {img}?",
    ],
    "abnormal": [
        "is any abnormality labelled in this image?", "is any abnormality labelled in this image?", "is there an abnormality?", "is anything abnormal?", "is something wrong in this {img}?", "abnormal?",
        "are there any labelled findings?", "does this {img} have any finding?", "any abnormality?", "any finding here?", "is there any pathology?",
        "is this {img} abnormal?", "do you see anything abnormal?", "was a finding labelled?", "has anything been labelled as abnormal?",
        "tell me if there is any abnormality.", "are abnormal findings present?", "does the {img} show any disease?", "is a finding reported for this {img}?", "are there abnormalities on this chest {img}?",
    ],
    "normal": ["is this {img} normal?", "is this a normal {img}?", "does everything look normal?", "normal?", "is it free of abnormalities?", "is the {img} unremarkable?", "no finding?"],
    "tumour-kind": [
        "what type of tumour is this?", "what type of tumour is this?", "which kind of tumour is it?", "what tumour is shown?", "name the tumour.", "tumour type?", "what is the type of the brain tumor?",
        "is it a glioma, a meningioma or a pituitary tumour?", "glioma, meningioma or pituitary?", "which brain tumor do you see?", "classify the tumour.",
        "what sort of neoplasm is it?", "identify the tumour type.", "what is the tumour called?", "what is the diagnosis of the tumour?", "kind of tumor",
        "what type of brain tumour does this patient have?", "tell me which tumour this is.", "which tumour is labelled?", "what kind of mass is in the brain?", "what is the tumor class?",
    ],
    "breast-kind": [
        "is the lesion benign or malignant?", "is the lesion benign or malignant?", "benign or malignant?", "malignant or benign lesion?", "what is the nature of the lesion?", "how is the lesion classified?",
        "is this mass benign or malignant?", "would you call the breast lesion benign or malignant?", "lesion type: benign or malignant", "classify the breast lesion.",
        "is this breast tumour benign or malignant?", "tell me if it is benign or malignant.", "what is the label of the lesion?", "is it a malignant or a benign mass?",
        "does the lesion look benign or malignant?", "dignity of the lesion?", "what category is the lesion, benign or malignant?", "which is it: benign, or malignant?",
    ],
    "pneumonia-kind": [
        "is the pneumonia bacterial or viral?", "is the pneumonia bacterial or viral?", "bacterial or viral?", "what kind of pneumonia is it?", "which type of pneumonia?", "what caused the pneumonia, bacteria or a virus?",
        "viral or bacterial pneumonia?", "is it a viral or a bacterial pneumonia?", "name the kind of pneumonia.", "what type of pneumonia does this child have?",
        "tell me whether the pneumonia is viral or bacterial.", "pneumonia type", "what is the cause of the pneumonia?", "which pathogen type is behind the pneumonia?",
        "classify the pneumonia.", "is the infection bacterial or viral?", "what sort of pneumonia is labelled?", "is the origin of this pneumonia bacterial, or viral?",
    ],
    "cell": [
        "what type of blood cell is in the centre?", "what type of blood cell is in the centre?", "what type of blood cell is this?", "which cell is this?", "name the cell.", "what blood cell do you see?", "cell type?",
        "which type of white cell is shown?", "what kind of cell is in the middle?", "identify the blood cell.", "classify this cell.", "what is the cell in the center?",
        "which blood cell is it?", "what cell is shown in this {img}?", "tell me the cell type.", "what is this cell called?", "kind of blood cell",
        "the cell in the middle is a what?", "which leukocyte or other cell is this?", "what is the central cell?", "what is the identity of the stained cell?", "what cell type is pictured?",
    ],
    "wbc-count": [
        "how many white blood cells are there?", "how many white blood cells are there?", "how many white cells do you count?", "count the white blood cells.", "number of white blood cells?", "white cell count",
        "how many leukocytes are in the field?", "how many wbcs?", "what is the number of leukocytes?", "how many white blood cells can be seen?", "count the leukocytes.",
        "tell me how many white cells there are.", "how many wbc are visible in this {img}?", "give the number of white cells.", "how many white blood cells does the {img} contain?", "wbc count?",
    ],
    "anaemia": [
        "which disease do these red cells come from?", "which disease do these red cells come from?", "what disease is this?", "which blood disease does the patient have?", "what is the diagnosis?", "diagnosis?",
        "what kind of anaemia is this?", "which anemia is shown?", "name the red cell disorder.", "what condition do the red cells suggest?", "which disorder do these erythrocytes belong to?",
        "tell me the blood disorder.", "from which disease is this smear?", "what red cell disease is labelled?", "what is the haematological diagnosis?", "which illness causes these red cells?",
    ],
    "kl": [
        "what is the kellgren-lawrence grade?", "what is the kellgren-lawrence grade?", "which kellgren-lawrence grade is this?", "kl grade?", "what kl grade?", "kellgren lawrence grade", "grade the osteoarthritis.",
        "how severe is the osteoarthritis on the kellgren-lawrence scale?", "give the kl grade from 0 to 4.", "what grade of osteoarthritis does this knee have?",
        "name the kellgren and lawrence grade.", "which grade, 0 to 4?", "osteoarthritis grade?", "tell me the kl score.", "how would you grade this knee?",
        "what is the kl score of this knee?", "on a scale of 0 to 4, how bad is the arthritis?", "what is the radiographic grade of this knee?", "kellgren-lawrence score?",
    ],
    "stain": [
        "what kind of microscopy is this?", "what kind of microscopy is this?", "which type of microscopy was used?", "fluorescence, brightfield or stained histology?", "microscopy type?", "how was this micrograph made?",
        "what microscopy technique is it?", "is this fluorescence or brightfield microscopy?", "name the kind of microscopy.", "which microscope mode is this?",
        "what sort of microscope image is it?", "tell me the microscopy method.", "kind of microscopy", "which contrast technique was used on the cells?", "what staining or microscopy is this?",
        "identify the microscopy technique.", "how were these nuclei imaged?",
    ],
    "polyp-side": [
        "is the polyp on the left or the right of the picture?", "is the polyp on the left or the right of the picture?", "where is the polyp, left or right?", "which side is the polyp on?", "left or right polyp?", "polyp position: left or right?",
        "on what side of the image is the polyp?", "is it on the left or on the right?", "in which half of the picture is the polyp?", "where does the polyp lie?",
        "tell me the side of the polyp.", "does the polyp sit on the left or the right?", "which half contains the polyp?", "side of the polyp?", "left or right?",
    ],
    "density": [
        "what is the breast density?", "what is the breast density?", "how dense is the breast?", "breast density?", "which density class is it?", "density of the breast tissue", "classify the breast density.",
        "is the breast fatty, fatty-glandular or dense-glandular?", "what kind of breast tissue is it?", "name the density.", "what type of background tissue is this?",
        "fatty or dense?", "tell me the breast density.", "how would you describe the density of this breast?", "which tissue density is labelled?", "what is the tissue composition of the breast?",
    ],
    "histology-kind": [
        "what type of lung tissue is this?", "which tissue type is labelled?", "is it adenocarcinoma, squamous cell carcinoma or benign tissue?", "what is the diagnosis?", "what does the tissue show?",
        "classify this lung section.", "which cancer is it, if any?", "what kind of lung cancer is this?",
    ],
    "caption": [
        "describe this image.", "describe this image.", "describe this image.", "describe this image.", "caption this image.", "what does this image show?", "describe the picture.", "write a short report.", "give a caption.",
        "what do you see?", "summarise the findings.", "report?", "describe the {img}.", "what is in this image?", "give me a short description.",
        "caption", "please describe what is shown.", "write a caption for this {img}.", "what can you tell me about this {img}?", "report on this {img}.", "findings and impression?",
    ],
}

HELD_OUT = {
    "modality": ["with which kind of equipment was this recorded?", "what am i seeing here, in terms of imaging technology?", "give the name of the imaging method.", "could you say what type of examination produced this?"],
    "organ": ["can you say which bit of anatomy this is?", "what portion of the human body appears here?", "the picture was taken of which body area?"],
    "view": ["do we have an ap or a pa projection here?", "which of the two is it, ap or pa?", "give the direction of projection, pa or ap."],
    "plane": ["along which plane was this cut?", "what is the orientation of this section?", "is the cross-section axial, sagittal or coronal?"],
    "ct-window": ["what window has been selected for display?", "is the display set for lung, bone or soft tissue?", "say which window the ct is shown in."],
    "contrast": ["did they inject contrast for this scan?", "can you tell whether contrast medium was administered?", "has the scan been enhanced with a contrast agent?"],
    "abnormal": ["would you report anything abnormal here?", "has this picture got a labelled abnormality?", "is at least one finding labelled?"],
    "tumour-kind": ["can you say what kind of tumour we are dealing with?", "the tumour here is of what type?", "which tumour category fits this scan?"],
    "breast-kind": ["should this lesion be considered benign or malignant?", "how would you rate the lesion, malignant or benign?", "give the lesion's character: benign or malignant."],
    "pneumonia-kind": ["do you think bacteria or a virus caused this pneumonia: bacterial or viral?", "which is more likely, viral or bacterial pneumonia?", "say what type the pneumonia is."],
    "cell": ["can you tell which blood cell type is pictured here?", "what would a haematologist call this cell?", "give the name of the cell in the middle of the picture."],
    "wbc-count": ["what is the total of white blood cells in view?", "please count how many leukocytes you can find.", "the field contains how many white cells?"],
    "anaemia": ["what illness are these erythrocytes typical of?", "these red cells belong to a patient with which disease?", "can you name the underlying blood disease?"],
    "kl": ["can you give a kellgren-lawrence number for this joint?", "rate this knee by kellgren and lawrence.", "what would the kl grading of this radiograph be?"],
    "stain": ["by which microscopic method were the cells recorded?", "what type of microscope picture do we have?", "say which microscopy technique applies: fluorescence, brightfield or stained histology."],
    "polyp-side": ["can you say whether the polyp lies to the left or to the right?", "the polyp is located on which side of the frame?", "looking at the frame, left or right for the polyp?"],
    "density": ["can you rate the density of this breast?", "what density category does the gland have?", "say how dense the breast tissue appears."],
}

PREFIXES = ["please tell me: ", "in this image, ", "looking at this {img}, ", "question: ", "quick question: ", "can you tell me, ", "for this {img}: ", "i wonder, ", "help me here: ", "doctor, "]
SUFFIXES = [" answer briefly.", " please.", " answer in one word.", " thanks.", " give a short answer.", " what do you think?", " be brief.", " in your view."]

NOT_APPLICABLE = "This does not apply."


def image_word(modality, rng):
    return rng.choice(IMAGE_WORDS.get(modality, IMAGE_WORDS["radiology"]))


def dress(text, modality, rng, choices=None):
    """Fills {img}, and at times adds a preamble, the options, or slips of the keyboard."""
    if rng.random() < 0.12:
        text = rng.choice(PREFIXES) + text
    if choices and rng.random() < 0.12:
        shuffled = rng.sample(choices, len(choices))
        text += rng.choice([" options: ", " choose from: ", " ", " is it "]) + rng.choice([", ", " / ", " or "]).join(shuffled) + rng.choice(["", ".", "?"])
    elif rng.random() < 0.08:
        text += rng.choice(SUFFIXES)
    while "{img}" in text:
        text = text.replace("{img}", image_word(modality, rng), 1)
    if rng.random() < 0.2:
        text = text.rstrip("?.")
    if rng.random() < 0.04:
        at = rng.randrange(len(text))
        text = text[:at] + text[at + 1 :]
    return text


def presence_text(template, finding):
    """finding: (bare noun, with article, is plural) -> the question about it."""
    bare, article, plural = finding
    return template.format(x=bare, a=article, **{"is": "are" if plural else "is"}, img="{img}")
