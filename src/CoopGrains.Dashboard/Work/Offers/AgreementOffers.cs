using CoopGrains.Contracts;
using static CoopGrains.Dashboard.Work.ActFields;
using Choices = System.Collections.Generic.IReadOnlyList<(string Code, string Words)>;

namespace CoopGrains.Dashboard.Work.Offers;

/// <summary>What can be begun about an instrument: its text, its life, its talks.</summary>
public static class AgreementOffers
{
    private const string OfText = "text", OfLife = "life", OfTalks = "talks", One = "/talks/{number}";
    private const string Renew = "renew", Share = "shareAgenda", Correct = "correctTalks";
    private const int Most = 100;

    private static readonly ActField Place = Local("place", isRequired: false);

    private static readonly ActField[] Outcome =
    [
        new("id"), Local("title"), Maybe("agendaItem"), Maybe("due", Typed.Date),
        Maybe("instruments", Typed.Books) with { Book = BookKind.Agreement }, Maybe("done", Typed.Flag), Sources,
    ];

    /// <summary>All of it.</summary>
    public static IEnumerable<Offer> Of(AgreementView view, Offering by)
    {
        var isText = view.State is AgreementState.Draft or AgreementState.TextAgreed or AgreementState.PartlySigned;
        var isInForce = view.State is AgreementState.InForce or AgreementState.InForceAsStated or AgreementState.TermNotStated;
        var isSuspended = view.State == AgreementState.Suspended;
        var isWithdrawn = view.State == AgreementState.Withdrawn;
        yield return new(OfText, new("editText", "/text", Text)
        {
            IsOffered = view.State == AgreementState.Draft && view.AcceptedBy.IsEmpty,
            IsPut = true,
            Revision = view.Revision,
            From = Offering.Node(new { text = view.Text }),
        });
        yield return new(OfText, new("amend", "/amendments", Changes(view, by), Reason)
        {
            IsOffered = isInForce || isSuspended,
            Revision = view.Revision,
        });
        yield return new(OfText, new(Renew, "/renewals", Renewed(view, by))
        {
            IsOffered = !isText && !isWithdrawn,
            From = Offering.Node(new
            {
                type = view.Type,
                typeStated = view.TypeStated,
                parties = view.Parties,
                parent = view.Parent,
                text = view.Text with { Term = null },
            }),
        });
        yield return new(OfLife, new("withdrawDraft", "/withdrawal", Reason) { IsOffered = isText, IsSecond = true });
        yield return new(OfLife, new("suspend", "/suspension", Reason) { IsOffered = isInForce });
        yield return new(OfLife, new("resume", "/resumption", Reason) { IsOffered = isSuspended });
        yield return new(OfLife, new("terminate", "/termination", Reason) { IsOffered = isInForce || isSuspended, IsSecond = true });
        foreach (var offer in Talks(view, by))
            yield return offer with { Act = offer.Act with { IsOffered = !isWithdrawn } };
    }

    private static IEnumerable<Offer> Talks(AgreementView view, Offering by)
    {
        var parties = by.Of(view.Parties);
        ActField host = Party("host", parties), chairs = Chairs(parties);
        yield return new(OfTalks, new("planTalks", "/talks", On, host, Place, Agenda, Sources));
        yield return new(OfTalks, new("registerTalks", "/talks/registrations",
            On, host, Place, chairs, Agenda, Rows("outcomes", false, Outcome), Sources with { IsRequired = true },
            Maybe("differentFrom", Typed.Numbers)));
        yield return Each(new(Share, One + "/agenda", Agenda with { IsRequired = true }), IsAhead);
        yield return Each(new("postponeTalks", One + "/postponement", Maybe("to", Typed.Date), Reason), IsAhead);
        yield return Each(new("cancelTalks", One + "/cancellation", Reason) { IsSecond = true }, IsAhead);
        yield return Each(new("recordOutcome", One + "/outcomes", Group("outcome", true, Outcome)), IsHeld);
        yield return Each(new(Correct, One + "/session", On, Place, chairs, Reason), talks => IsHeld(talks) && talks.Signatures.IsEmpty);

        Offer Each(Act act, Func<Talks, bool> isOf) => new(OfTalks, act)
        {
            Among = () => Task.FromResult<Choices>([.. Series().Where(isOf).Select(talks => ($"{talks.Number}", by.Words.Date(talks.On)))]),
            One = number => Task.FromResult(
                Series().FirstOrDefault(talks => $"{talks.Number}" == number) is { } talks ? OfOne(act, talks) : null),
        };

        IEnumerable<Talks> Series() => by.Reading.TalksSeries(view.Book, by.Actor, by.Today)?.Talks.Select(one => one.Talks) ?? [];

        static bool IsAhead(Talks talks) => talks.State is TalksState.Planned or TalksState.AgendaShared or TalksState.Postponed;

        static bool IsHeld(Talks talks) => talks.State is TalksState.Held or TalksState.MinutesDrafted;
    }

    private static Act OfOne(Act act, Talks talks) => act with
    {
        In = new Dictionary<string, string> { ["number"] = $"{talks.Number}" },
        Revision = act.Do == Share ? talks.Revision : null,
        From = act.Do switch
        {
            Share => Offering.Node(new { agenda = talks.Agenda.Where(item => item.CarriedFrom is null) }),
            Correct => Offering.Node(new { on = talks.On, place = talks.Place, chairs = talks.Chairs }),
            _ => null,
        },
    };

    private static ActField Changes(AgreementView view, Offering by)
    {
        var field = new ActField("field")
        {
            Choices =
            [
                .. new[] { "title", "term" }.Select(name => (name, by.Words.Field(name))),
                .. view.Text.Clauses.Select(clause => ($"clauses/{clause.Id}", by.In(clause.Text))),
            ],
        };
        return Rows("changes", true,
            field, Local("text", isRequired: false, lines: 3), Window("term", isRequired: false), Maybe("removed", Typed.Flag));
    }

    private static ActField[] Renewed(AgreementView view, Offering by) =>
    [
        Code<InstrumentType>("type", by.Words), Maybe("typeStated", Typed.Lines), Parties("parties", by.Parties), Text, Carried(view, by),
        Book("parent", BookKind.Agreement), Id, Maybe("restricted", Typed.Flag),
    ];

    // Of the instrument itself, and of the programs under it.
    private static ActField Carried(AgreementView view, Offering by)
    {
        var programs = by.Asked != Renew ? []
            : by.Reading.Programs(new() { Agreement = view.Book }, by.Actor, by.Today, null, Most).Items
                .Select(program => by.Reading.View(program.Book, by.Actor, by.Today)).OfType<ProgramView>();
        return Maybe("carry", Typed.Commitments) with
        {
            Choices =
            [
                .. view.Commitments.Select(one => ($"{view.Book} {one.Commitment.Id}", by.In(one.Commitment.Title))),
                .. programs.SelectMany(program => program.Commitments.Select(one =>
                    ($"{program.Book} {one.Commitment.Id}", $"{by.In(program.Title)}: {by.In(one.Commitment.Title)}"))),
            ],
        };
    }
}
