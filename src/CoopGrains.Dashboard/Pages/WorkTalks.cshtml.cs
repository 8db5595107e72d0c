using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Talks: recorded as held, written down, signed, and what they came to settled.</summary>
[TakesForms]
public sealed class WorkTalksPage : ActPage
{
    /// <summary>The talks.</summary>
    public Talks Talks { get; private set; } = null!;

    /// <inheritdoc/>
    protected override string Part => "number";

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        Dictionary<string, string> place = new() { ["number"] = One };
        Talks = (await Commands.ReadAsync(HttpContext, "/v1/agreements/{id}/talks/{number}", With(place))).Deserialize<TalksView>(Json)!.Talks;
        Title = Words["talks"] + " · " + Words.Date(Talks.On);
        var isMine = Actor.Roles.HasFlag(Roles.Coordinator);
        var isSigned = Talks.Signatures.Any(signature => signature.Party == Actor.Body);
        Acts =
        [
            Of("signMinutes", "/minutes/signatures", Talks.State == TalksState.MinutesDrafted && !isSigned, [.. ActFields.Signature])
                with { Revision = Talks.Revision },
            Of("hold", "/session", Talks.State is TalksState.Planned or TalksState.AgendaShared or TalksState.Postponed,
                new ActField("on", Typed.Date) { Begins = Words.Typed(Talks.On) },
                new ActField("place", Typed.Words, IsRequired: false) { Begins = Talks.Place?.In(Words.Language) ?? "" }),
            Of("draftMinutes", "/minutes", Talks.State is TalksState.Held or TalksState.MinutesDrafted,
                new ActField("minutes", Typed.Words, Lines: 8) { Begins = Talks.Minutes?.In(Words.Language) ?? "" }) with { Revision = Talks.Revision },
            .. Talks.Outcomes.SelectMany(Settle),
        ];

        IEnumerable<Act> Settle(TalksOutcome outcome) => new[] { ("finishOutcome", true), ("dropOutcome", false) }.Select(way =>
            Of(way.Item1, "/outcomes/{outcome}/settlement", outcome.State == OutcomeState.Open, new ActField("note", Lines: 2)) with
            {
                Of = outcome.Id,
                About = outcome.Title,
                In = new Dictionary<string, string>(place) { ["outcome"] = outcome.Id },
                Says = [("done", JsonValue.Create(way.Item2))],
                IsSecond = !way.Item2,
            });

        Act Of(string name, string route, bool isOffered, params ActField[] fields) =>
            new(name, "/talks/{number}" + route, fields) { IsOffered = isOffered && isMine, In = place };
    }
}
