"""Every citation, once. Cues, metrics and bands name the key."""

from __future__ import annotations

REFERENCES: dict[str, str] = {
    "ageberg": "Ageberg et al. 2010, BMC Musculoskeletal Disorders 11:265",
    "bramah": "Bramah et al. 2018, American Journal of Sports Medicine",
    "dingenen18": "Dingenen et al. 2018, Physical Therapy in Sport 33:40",
    "fellin": "Fellin et al. 2010, Journal of Science and Medicine in Sport, PMC3266867",
    "gaitline": "Dynamic Medicine 7:17 (2008), gait line asymmetry of able-bodied people",
    "hardcastle": "Hardcastle & Nade 1985, The significance of the Trendelenburg test",
    "hebert": "Hébert-Losier et al. 2017, Physiotherapy 103:446",
    "herrington14": "Herrington 2014, The Knee",
    "johanson": "Johanson et al. 2014, Foot & Ankle International 35:63",
    "lieberman15": "Lieberman et al. 2015, Journal of Experimental Biology 218:3406",
    "mizuno": "Mizuno 2024, Frontiers in Medicine 1505775",
    "munro": "Munro et al. 2012, Journal of Sport Rehabilitation 21:7",
    "noyes": "Noyes et al. 2005, American Journal of Sports Medicine",
    "preece": "Preece & Alghamdi 2019, Gait & Posture 72:202",
    "raocut": "Peak ankle dorsiflexion in walking below 9.03° changes the limb's pattern (70 adults)",
    "recurv": "Usual operational definitions of genu recurvatum",
    "ressman21": "Ressman et al. 2021, doi:10.1186/s13102-021-00289-x",
    "schwartz": "Schwartz, Rozumalski & Trost 2008, Journal of Biomechanics 41:1639",
    "simic": "Simic et al. 2012, trunk lean and knee load",
    "souza": "Souza 2016, Physical Medicine and Rehabilitation Clinics 27:217",
    "springer": "Springer et al. 2007, Journal of Geriatric Physical Therapy 30:8",
    "vigotsky": "Vigotsky et al. 2016, PeerJ e2325",
    "zeni": "Zeni et al. 2008, Gait & Posture 27:710, PMC2384115",
    "geometry": "Plane geometry of the landmarks",
}
