"""What a form proposes: other rules, best bets or compounds. Nothing is written here."""

from dataclasses import dataclass

from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.thesaurus import (
    MOST_RULES,
    Direction,
    Rule,
    RuleError,
    parse_rule,
    parse_table,
)
from tlvwa.portal.search_admin.errors import Unclear
from tlvwa.portal.search_admin.present import Bets
from tlvwa.portal.search_admin.uploaded_table import sent_table

MOST_BETS, MOST_PINNED, LONGEST_QUERY, MOST_COMPOUNDS = 1_000, 10, 120, 2_000
ADD, CHANGE, REMOVE, SWITCH_OFF, TABLE, PIN, UNPIN, SPLIT = (
    *("add", "change", "remove", "off", "table"),
    *("pin", "unpin", "split"),
)
REPLACE = "replace"


@dataclass(frozen=True)
class WordsProposal:
    """Rules, best bets and compounds as they are to be, and what that changes, in a sentence."""

    told: str
    rules: tuple[Rule, ...]
    bets: Bets
    compounds: tuple[str, ...]


def proposal_from(form, present):
    """What a form proposes instead of what is present. Raises Unclear, or BadRequest."""
    step = request_params.code(form, "step", STEPS)
    if not step:
        raise Unclear(_("Es ist nichts gewählt."))
    return STEPS[step](form, present)


def _instead(present, told, **changed):
    """What is present with something else in its place."""
    same = {"rules": present.rules, "bets": present.bets, "compounds": present.compounds}
    return WordsProposal(told, **(same | changed))


def _added(form, present):
    rule = _rule(form)
    return _of_rules([*present.rules, rule], present, _("Neue Regel: ${rule}"), rule)


def _changed(form, present):
    at, rule = _number(form, present), _rule(form)
    rules = [*present.rules[:at], rule, *present.rules[at + 1 :]]
    return _of_rules(rules, present, _("Geänderte Regel: ${rule}"), rule)


def _removed(form, present):
    at = _number(form, present)
    rules = [*present.rules[:at], *present.rules[at + 1 :]]
    return _of_rules(rules, present, _("Entfernte Regel: ${rule}"), present.rules[at])


def _switched_off(form, present):
    rule = _parsed([request_params.text(form, "begriff"), Direction.OFF, ""])
    rules = [*present.rules, rule]
    return _of_rules(rules, present, _("Abgeschaltet: ${rule}"), rule)


def _of_rules(rules, present, message, rule):
    told = _(message, mapping={"rule": write_proposal(rule)})
    return _instead(present, told, rules=_checked(rules))


def _of_table(form, present):
    try:
        rules = parse_table(sent_table(form))
    except RuleError as error:
        raise Unclear(str(error)) from None
    if request_params.code(form, "mode", (REPLACE, ADD)) == REPLACE:
        words = {"count": len(rules)}
        told = _("${count} Regeln aus einer Datei statt der bisherigen", mapping=words)
        return _instead(present, told, rules=_checked(rules))
    both = _checked([*present.rules, *rules])
    words = {"count": len(both) - len(present.rules)}
    told = _("${count} neue Regeln aus einer Datei", mapping=words)
    return _instead(present, told, rules=both)


def _checked(rules):
    """Each rule once. Raises Unclear for too many."""
    found = tuple(dict.fromkeys(rules))
    if len(found) > MOST_RULES:
        raise Unclear(_("Mehr als ${most} Regeln sind zu viel.", mapping={"most": MOST_RULES}))
    return found


def _rule(form):
    return _parsed(
        [request_params.text(form, name) for name in ("begriff", "richtung", "bedeutet")]
    )


def _parsed(fields):
    try:
        return parse_rule(fields)
    except RuleError as error:
        raise Unclear(error.reason[:1].upper() + error.reason[1:] + ".") from None


def _number(form, present):
    at = request_params.whole_number(form, "number", -1, MOST_RULES)
    if at >= len(present.rules):
        raise Unclear(_("Diese Regel gibt es nicht mehr."))
    return at


def _pinned(form, present):
    query = " ".join(request_params.text(form, "query").split())
    uids = tuple(dict.fromkeys(filter(None, request_params.text(form, "uids").split())))
    if not normalize_word(query) or "|" in query or len(query) > LONGEST_QUERY:
        words = {"most": LONGEST_QUERY}
        raise Unclear(
            _("Geben Sie bitte Suchworte ein, ohne „|“, höchstens ${most} Zeichen.", mapping=words)
        )
    if not 0 < len(uids) <= MOST_PINNED:
        words = {"most": MOST_PINNED}
        raise Unclear(_("Wählen Sie bitte eine bis ${most} Leistungen.", mapping=words))
    if not all(uid.isalnum() for uid in uids):
        raise Unclear(
            _("Wählen Sie bitte eine bis ${most} Leistungen.", mapping={"most": MOST_PINNED})
        )
    known = [normalize_word(each) for each, _uids in present.bets]
    bets = list(present.bets)
    if normalize_word(query) in known:
        bets[known.index(normalize_word(query))] = query, uids
    else:
        bets.append((query, uids))
    if len(bets) > MOST_BETS:
        raise Unclear(_("Mehr als ${most} Empfehlungen sind zu viel.", mapping={"most": MOST_BETS}))
    told = _("Empfehlung zu „${query}“", mapping={"query": query})
    return _instead(present, told, bets=tuple(bets))


def _unpinned(form, present):
    query = normalize_word(request_params.text(form, "query"))
    bets = tuple(bet for bet in present.bets if normalize_word(bet[0]) != query)
    if bets == present.bets:
        raise Unclear(_("Diese Empfehlung gibt es nicht mehr."))
    words = {"query": request_params.text(form, "query")}
    return _instead(present, _("Entfernte Empfehlung zu „${query}“", mapping=words), bets=bets)


def _compounds(form, present):
    lines = [" ".join(line.split()) for line in request_params.text(form, "compounds").splitlines()]
    found = tuple(dict.fromkeys(filter(None, lines)))
    wrong = next(
        (line for line in found if len(line) > LONGEST_QUERY or not normalize_word(line)), None
    )
    if wrong is not None:
        raise Unclear(_("„${word}“ ist kein Wort.", mapping={"word": wrong[:LONGEST_QUERY]}))
    if len(found) > MOST_COMPOUNDS:
        raise Unclear(_("Mehr als ${most} Wörter sind zu viel.", mapping={"most": MOST_COMPOUNDS}))
    words = {"count": len(found)}
    told = _("${count} zusammengesetzte Wörter", mapping=words)
    return _instead(present, told, compounds=found)


STEPS = {
    ADD: _added,
    CHANGE: _changed,
    REMOVE: _removed,
    SWITCH_OFF: _switched_off,
    TABLE: _of_table,
    PIN: _pinned,
    UNPIN: _unpinned,
    SPLIT: _compounds,
}


def write_proposal(rule):
    """A rule as people read it."""
    terms, meanings = " | ".join(rule.terms), " | ".join(rule.meanings)
    signs = {Direction.ONE_WAY: "→", Direction.BOTH_WAYS: "↔"}
    return f"{terms} {signs[rule.direction]} {meanings}" if meanings else terms
