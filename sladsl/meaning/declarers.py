"""Whose declaration counts: the events by which a state begins that only some may declare, and who may."""

from collections.abc import Sequence

from attrs import evolve

from sladsl.policy import model
from sladsl.policy.names import fold


def declarers(
    agreement: model.Agreement, states: Sequence[model.State], roles: Sequence[model.Role]
) -> model.Agreement:
    """The agreement with what is needed to judge who declared something."""
    own = {fold(role.name): role for role in roles if role.agreement == agreement.id}

    def with_names(may: model.MayDeclare) -> model.MayDeclare:
        holders = (own[fold(role)].holder for role in may.roles if fold(role) in own)
        begins = (
            kind
            for state in states
            if fold(state.name) == fold(may.state)
            for span in state.spans
            for kind in span.begins
        )
        names = dict.fromkeys((*may.roles, *filter(None, holders)))
        return evolve(may, begins=tuple(dict.fromkeys(begins)), names=tuple(names))

    return evolve(agreement, may_declare=tuple(map(with_names, agreement.may_declare)))
