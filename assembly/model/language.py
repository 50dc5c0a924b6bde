"""What a language is called in English, by its ISO 639-1 code (or 639-2/3 where it has no shorter one)."""

from collections.abc import Mapping
from types import MappingProxyType

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "am": "Amharic", "ar": "Arabic", "bn": "Bengali", "zh": "Chinese", "yue": "Cantonese", "cmn": "Mandarin",
        "hr": "Croatian", "nl": "Dutch", "en": "English", "tl": "Tagalog", "fil": "Filipino", "fr": "French",
        "de": "German", "el": "Greek", "gu": "Gujarati", "ht": "Haitian Creole", "he": "Hebrew", "hi": "Hindi",
        "hmn": "Hmong", "hu": "Hungarian", "ilo": "Ilocano", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
        "km": "Khmer", "ko": "Korean", "lo": "Lao", "mam": "Mam", "mix": "Mixtec", "mn": "Mongolian", "ne": "Nepali",
        "fa": "Persian", "prs": "Dari", "pl": "Polish", "pt": "Portuguese", "pa": "Punjabi", "ps": "Pashto",
        "ro": "Romanian", "ru": "Russian", "sm": "Samoan", "sr": "Serbian", "so": "Somali", "es": "Spanish",
        "sw": "Swahili", "sv": "Swedish", "ta": "Tamil", "te": "Telugu", "th": "Thai", "ti": "Tigrinya",
        "to": "Tongan", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zap": "Zapotec",
        "ase": "American Sign Language",
    }
)  # fmt: skip


def language_name(code: str) -> str:
    """Return what a language is called; a code that is not known comes back as it is."""
    return NAMES.get(code.split("-")[0].lower(), code)
