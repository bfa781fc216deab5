"""One shared page: the exported page of the same handout, with what an address adds to it."""

from __future__ import annotations

from collections.abc import Iterable

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.export import html
from inspiratiekaart.export.handout import Handout, handout_of_map, handout_of_selection
from inspiratiekaart.export.html import Around, Notice
from inspiratiekaart.export.social import alt
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.share import Share
from inspiratiekaart.snapshots.addresses import EMBED, PICTURE, STAND, Address, stand
from inspiratiekaart.snapshots.news import notices
from inspiratiekaart.texts import Texts


def handout_of(share: Share, dataset: Dataset, t: Texts, link: str = "") -> Handout:
    """What ``share`` shows, in the language of ``t``; ``link`` is its whole address."""
    if isinstance(share.what, Selection):
        return handout_of_selection(dataset, share.selection, t, share.made_on, link)
    return handout_of_map(dataset, share.what, t, share.made_on, link)


def page(
    share: Share,
    dataset: Dataset,
    newest: Dataset,
    t: Texts,
    address: Address,
    *,
    is_embedded: bool = False,
    ignored: Iterable[str] = (),
) -> bytes:
    """``share`` as one page for ``address``.

    ``dataset`` is the edition of the share, ``newest`` the newest there is. ``ignored`` names the
    parameters of the address that made no sense.
    """
    handout = handout_of(share, dataset, t, address.whole(t.language))
    other: Language = "en" if t.language == "nl" else "nl"
    wrong = tuple(ignored)
    said = [Notice(t("notice.ignored", names=", ".join(wrong)))] if wrong else []
    around = Around(
        url=address.whole(t.language),
        picture=address.whole(t.language, PICTURE, **{STAND: stand(dataset.revision)}),
        alt=alt(handout),
        app=into_app(share, address, t.language),
        whole=address.beside(t.language),
        other_language=address.beside(other, **({EMBED: "1"} if is_embedded else {})),
        notices=(*said, *notices(share, dataset, newest, t)),
        is_embedded=is_embedded,
    )
    return html.write(handout, around)


def into_app(share: Share, address: Address, language: Language) -> str:
    """Where the app shows the same, from a page in the folder of shared pages."""
    if isinstance(share.what, Selection):
        return f"../{share.selection.query_string()}"
    asked = f"?kaart={address.key}" + ("" if language == "nl" else f"&taal={language}")
    return f"../samenstellen{asked}"
