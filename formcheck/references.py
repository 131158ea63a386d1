"""Every citation, once. Cues, metrics and bands name the key."""

from __future__ import annotations

REFERENCES: dict[str, str] = {
    "ageberg": "Ageberg et al. 2010, BMC Musculoskeletal Disorders 11:265",
    "dingenen18": "Dingenen et al. 2018, Physical Therapy in Sport 33:40",
    "hardcastle": "Hardcastle & Nade 1985, The significance of the Trendelenburg test",
    "hebert": "Hébert-Losier et al. 2017, Physiotherapy 103:446",
    "herrington14": "Herrington 2014, The Knee",
    "johanson": "Johanson et al. 2014, Foot & Ankle International 35:63",
    "mizuno": "Mizuno 2024, Frontiers in Medicine 1505775",
    "munro": "Munro et al. 2012, Journal of Sport Rehabilitation 21:7",
    "noyes": "Noyes et al. 2005, American Journal of Sports Medicine",
    "ressman21": "Ressman et al. 2021, doi:10.1186/s13102-021-00289-x",
    "simic": "Simic et al. 2012, trunk lean and knee load",
    "springer": "Springer et al. 2007, Journal of Geriatric Physical Therapy 30:8",
    "vigotsky": "Vigotsky et al. 2016, PeerJ e2325",
    "geometry": "Plane geometry of the landmarks",
}
