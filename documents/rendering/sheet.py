"""The style sheet of a look: what differs between the rules of form. All else is static/css/document.css."""

from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from documents.models import Look

_FONT = '"Liberation Serif", "Times New Roman", serif'
_ON_PAGE = {"top-center": "top-center", "bottom-right": "bottom-right"}


def style_element(look: Look) -> SafeString:
    """Return the sheet as an element of the page that the PDF process draws; no browser is given that page."""
    return mark_safe(f"<style>{page_rules(look)}{type_rules(look)}</style>")  # noqa: S308 - numbers of a checked look


def page_rules(look: Look) -> str:
    """Return the margins and the place of the page number."""
    edges = f"{look.margin_top}mm {look.margin_right}mm {look.margin_bottom}mm {look.margin_left}mm"
    verso = f"{look.margin_top}mm {look.margin_left}mm {look.margin_bottom}mm {look.margin_right}mm"
    place = _ON_PAGE[look.page_number_place]
    side, corner = place.split("-")
    number = (
        f"@{place}{{content:counter(page);padding-{side}:{look.page_number_distance}mm;vertical-align:{side};"
        f"text-align:{corner};font:{look.page_number_size}pt {_FONT}}}"
    )
    first = f"@page:first{{@{place}{{content:none}}}}" if look.page_number_from > 1 else ""
    turned = f"@page:left{{margin:{verso}}}" if look.two_sided else ""
    return f"@page{{margin:{edges};{number}}}{turned}{first}{_WIDE}"


# Turned by a quarter, the bound edge of the sheet is the upper one.
_WIDE = "@page wide{size:A4 landscape;margin:25mm 20mm 15mm}"


def type_rules(look: Look) -> str:
    """Return the sizes of type, in em of the body's so that a telephone scales them together, and the spaces."""
    sizes = {
        ".party-name,.document .state-name": look.name_size,
        ".motto": look.motto_size,
        ".upper-body": look.upper_body_size,
        ".issuing-body": look.issuing_body_size,
        ".number-line": look.number_size,
        ".place-and-date": look.date_size,
        ".document-title h1": look.type_size,
        ".document-title .subject": look.subject_size,
        ".authority,.document .position,.document .signer-name": look.authority_size,
        ".recipients-label": look.recipients_word_size,
        ".document-signature ul": look.recipients_size,
    }
    rules = "".join(f".document {name}{{font-size:{_em(size, look)}em}}" for name, size in sizes.items())
    weight = "bold" if look.position_bold else "normal"
    room = f"{look.line * look.signature_lines / look.authority_size:.4f}"
    return (
        f".document{{font-size:{look.body_size}pt;line-height:{look.line / look.body_size:.4f}}}"
        f".document p,.document ul,.document ol{{margin-bottom:{look.paragraph_space}pt}}"
        f".document p,.document h1,.document h2,.document h3,.document h4{{text-indent:{look.indent}mm}}"
        f"{rules}.document .position{{font-weight:{weight}}}.document .signer-name{{margin-top:{room}em}}"
    )


def _em(size: Decimal, look: Look) -> str:
    return f"{size / look.body_size:.4f}"


def screen_sheet(look: Look) -> str:
    """Return the sheet for a screen; a telephone keeps its own size of type."""
    return f"@media screen and (min-width:576px){{{type_rules(look)}{_paddings(look)}}}"


def _paddings(look: Look) -> str:
    """Return the margins as they show where a whole sheet fits on the screen."""
    edges = f"{look.margin_top}mm {look.margin_right}mm {look.margin_bottom}mm {look.margin_left}mm"
    return f"@media (min-width:900px){{.document{{padding:{edges}}}}}"
