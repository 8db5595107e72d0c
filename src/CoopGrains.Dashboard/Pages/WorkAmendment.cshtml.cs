using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>An amendment before and after, to be accepted, signed or turned down.</summary>
[TakesForms, RequestSizeLimit(Largest)]
public sealed class WorkAmendmentPage : BookActPage
{
    /// <summary>The amendment.</summary>
    public AmendmentView View { get; private set; } = null!;

    /// <summary>The value of a field before or after, in words.</summary>
    public string Value(TextValue? value) => value switch
    {
        { Text: { } text } => text.Resolve(Words.Language).Text,
        { Term: { } term } => Words.Window(term),
        _ => Words["figure.none"],
    };

    /// <inheritdoc/>
    protected override string Part => "number";

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        Dictionary<string, string> place = new() { ["number"] = One };
        View = (await Commands.ReadAsync(HttpContext, "/v1/agreements/{id}/amendments/{number}", With(place))).Deserialize<AmendmentView>(Json)!;
        Title = Words.Filled("amendment", View.Number);
        var (pending, mine) = (View.Amendment, Actor.Roles.HasFlag(Roles.Coordinator));
        Acts =
        [
            Of("acceptAmendment", "/acceptances", mine && pending?.AcceptedBy.Contains(Actor.Body) == false),
            Of("signAmendment", "/signatures", mine && View.State is AmendmentState.Accepted or AmendmentState.PartlySigned
                && pending?.Signatures.All(signature => signature.Party != Actor.Body) == true, [.. ActFields.Signature]),
            Of("withdrawAmendment", "/withdrawal", mine && pending is not null, ActFields.Reason) with { IsSecond = true },
        ];

        Act Of(string name, string route, bool isOffered, params ActField[] fields) =>
            new(name, "/amendments/{number}" + route, fields) { IsOffered = isOffered, In = place };
    }
}
