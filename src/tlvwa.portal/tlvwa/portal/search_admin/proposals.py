"""Proposals of other rules, best bets or compounds, read from a form. Nothing is written here."""

from dataclasses import dataclass

from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import UnclearInput
from tlvwa.portal.search.csv_tables import RowError
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.thesaurus import (
    MOST_RULES,
    Direction,
    Rule,
    parse_rule,
    parse_table,
)
from tlvwa.portal.search_admin.present import Bets
from tlvwa.portal.search_admin.uploaded_table import uploaded_table

MOST_BETS, MOST_PINNED, LONGEST_QUERY, MOST_COMPOUNDS = 1_000, 10, 120, 2_000
ADD, CHANGE, REMOVE, SWITCH_OFF, TABLE, PIN, UNPIN, SPLIT = (
    *("add", "change", "remove", "off", "table"),
    *("pin", "unpin", "split"),
)
REPLACE = "replace"


@dataclass(frozen=True)
class WordsProposal:
    """Rules, best bets and compounds after a change, and a sentence that describes it."""

    description: str
    rules: tuple[Rule, ...]
    bets: Bets
    compounds: tuple[str, ...]


def proposal_from(form, present):
    """Return the proposal in a form. Raises UnclearInput, or BadRequest."""
    step = request_params.code(form, "step", STEPS)
    if not step:
        raise UnclearInput(_("Es ist nichts gewählt."))
    return STEPS[step](form, present)


def _proposal(present, description, **changed):
    """Return a proposal with changed parts; the others are the present ones."""
    same = {"rules": present.rules, "bets": present.bets, "compounds": present.compounds}
    return WordsProposal(description, **(same | changed))


def _add(form, present):
    rule = _rule_in(form)
    return _rules_proposal([*present.rules, rule], present, _("Neue Regel: ${rule}"), rule)


def _change(form, present):
    position, rule = _rule_number(form, present), _rule_in(form)
    rules = [*present.rules[:position], rule, *present.rules[position + 1 :]]
    return _rules_proposal(rules, present, _("Geänderte Regel: ${rule}"), rule)


def _remove(form, present):
    position = _rule_number(form, present)
    rules = [*present.rules[:position], *present.rules[position + 1 :]]
    return _rules_proposal(rules, present, _("Entfernte Regel: ${rule}"), present.rules[position])


def _switch_off(form, present):
    rule = _parse([request_params.text(form, "begriff"), Direction.OFF, ""])
    rules = [*present.rules, rule]
    return _rules_proposal(rules, present, _("Abgeschaltet: ${rule}"), rule)


def _rules_proposal(rules, present, message, rule):
    description = _(message, mapping={"rule": rule_text(rule)})
    return _proposal(present, description, rules=_unique_rules(rules))


def _from_table(form, present):
    try:
        rules = parse_table(uploaded_table(form))
    except RowError as error:
        raise UnclearInput(say(error.message)) from None
    if request_params.code(form, "mode", (REPLACE, ADD)) == REPLACE:
        words = {"count": len(rules)}
        description = _("${count} Regeln aus einer Datei statt der bisherigen", mapping=words)
        return _proposal(present, description, rules=_unique_rules(rules))
    both = _unique_rules([*present.rules, *rules])
    words = {"count": len(both) - len(present.rules)}
    description = _("${count} neue Regeln aus einer Datei", mapping=words)
    return _proposal(present, description, rules=both)


def _unique_rules(rules):
    """Return each rule once. Raises UnclearInput for too many."""
    unique = tuple(dict.fromkeys(rules))
    if len(unique) > MOST_RULES:
        raise UnclearInput(_("Mehr als ${most} Regeln sind zu viel.", mapping={"most": MOST_RULES}))
    return unique


def _rule_in(form):
    return _parse([request_params.text(form, name) for name in ("begriff", "richtung", "bedeutet")])


def _parse(fields):
    try:
        return parse_rule(fields)
    except RowError as error:
        reason = say(error.reason)
        raise UnclearInput(reason[:1].upper() + reason[1:] + ".") from None


def _rule_number(form, present):
    position = request_params.whole_number(form, "number", -1, MOST_RULES)
    if position >= len(present.rules):
        raise UnclearInput(_("Diese Regel gibt es nicht mehr."))
    return position


def _pin(form, present):
    query = " ".join(request_params.text(form, "query").split())
    uids = tuple(dict.fromkeys(filter(None, request_params.text(form, "uids").split())))
    if not normalize_word(query) or "|" in query or len(query) > LONGEST_QUERY:
        words = {"most": LONGEST_QUERY}
        raise UnclearInput(
            _("Geben Sie bitte Suchworte ein, ohne „|“, höchstens ${most} Zeichen.", mapping=words)
        )
    if not 0 < len(uids) <= MOST_PINNED:
        words = {"most": MOST_PINNED}
        raise UnclearInput(_("Wählen Sie bitte eine bis ${most} Leistungen.", mapping=words))
    if not all(uid.isalnum() for uid in uids):
        raise UnclearInput(
            _("Wählen Sie bitte eine bis ${most} Leistungen.", mapping={"most": MOST_PINNED})
        )
    known_queries = [normalize_word(known_query) for known_query, _uids in present.bets]
    bets = list(present.bets)
    if normalize_word(query) in known_queries:
        bets[known_queries.index(normalize_word(query))] = query, uids
    else:
        bets.append((query, uids))
    if len(bets) > MOST_BETS:
        raise UnclearInput(
            _("Mehr als ${most} Empfehlungen sind zu viel.", mapping={"most": MOST_BETS})
        )
    description = _("Empfehlung zu „${query}“", mapping={"query": query})
    return _proposal(present, description, bets=tuple(bets))


def _unpin(form, present):
    query = normalize_word(request_params.text(form, "query"))
    bets = tuple(bet for bet in present.bets if normalize_word(bet[0]) != query)
    if bets == present.bets:
        raise UnclearInput(_("Diese Empfehlung gibt es nicht mehr."))
    words = {"query": request_params.text(form, "query")}
    return _proposal(present, _("Entfernte Empfehlung zu „${query}“", mapping=words), bets=bets)


def _compounds(form, present):
    lines = [" ".join(line.split()) for line in request_params.text(form, "compounds").splitlines()]
    compounds = tuple(dict.fromkeys(filter(None, lines)))
    wrong = next(
        (line for line in compounds if len(line) > LONGEST_QUERY or not normalize_word(line)), None
    )
    if wrong is not None:
        raise UnclearInput(_("„${word}“ ist kein Wort.", mapping={"word": wrong[:LONGEST_QUERY]}))
    if len(compounds) > MOST_COMPOUNDS:
        raise UnclearInput(
            _("Mehr als ${most} Wörter sind zu viel.", mapping={"most": MOST_COMPOUNDS})
        )
    words = {"count": len(compounds)}
    description = _("${count} zusammengesetzte Wörter", mapping=words)
    return _proposal(present, description, compounds=compounds)


STEPS = {
    ADD: _add,
    CHANGE: _change,
    REMOVE: _remove,
    SWITCH_OFF: _switch_off,
    TABLE: _from_table,
    PIN: _pin,
    UNPIN: _unpin,
    SPLIT: _compounds,
}


def rule_text(rule):
    """Return a rule as text."""
    terms, meanings = " | ".join(rule.terms), " | ".join(rule.meanings)
    signs = {Direction.ONE_WAY: "→", Direction.BOTH_WAYS: "↔", Direction.RELATED: "~"}
    return f"{terms} {signs[rule.direction]} {meanings}" if meanings else terms
