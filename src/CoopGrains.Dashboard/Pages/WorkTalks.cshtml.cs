using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Talks: recorded as held, written down, signed, and what they came to settled.</summary>
[TakesForms, RequestSizeLimit(Largest)]
public sealed class WorkTalksPage : BookActPage
{
    /// <summary>The talks.</summary>
    public Talks Talks { get; private set; } = null!;

    /// <inheritdoc/>
    protected override string Part => "number";

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        Dictionary<string, string> place = new() { ["number"] = One };
        var view = await Commands.ReadAsync(HttpContext, "/v1/agreements/{id}/talks/{number}", With(place));
        Talks = view.Deserialize<TalksView>(Json)!.Talks;
        Title = Words["talks"] + " · " + Words.Date(Talks.On);
        var isMine = Actor.Roles.HasFlag(Roles.Coordinator);
        var isSigned = Talks.Signatures.Any(signature => signature.Party == Actor.Body);
        Acts =
        [
            Of("signMinutes", "/minutes/signatures", Talks.State == TalksState.MinutesDrafted && !isSigned, [.. ActFields.Signature])
                with { Revision = Talks.Revision },
            Of("hold", "/session", Talks.State is TalksState.Planned or TalksState.AgendaShared or TalksState.Postponed,
                ActFields.On, ActFields.Local("place", isRequired: false), ActFields.Chairs([.. Parties.Keys.Select(id => (id, Party(id)))])) with
                { From = JsonSerializer.SerializeToNode(new { on = Talks.On, place = Talks.Place, chairs = Talks.Chairs }, Json) },
            Of("draftMinutes", "/minutes", Talks.State is TalksState.Held or TalksState.MinutesDrafted,
                ActFields.Local("minutes", lines: 8)) with
                { Revision = Talks.Revision, From = JsonSerializer.SerializeToNode(new { minutes = Talks.Minutes }, Json) },
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
