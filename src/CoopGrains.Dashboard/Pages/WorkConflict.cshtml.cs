using System.Globalization;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Sources that disagree, with the words of each: which holds, and why.</summary>
[TakesForms]
public sealed class WorkConflictPage : BookActPage
{
    /// <summary>The sources.</summary>
    public ConflictView View { get; private set; } = null!;

    /// <inheritdoc/>
    protected override string Part => "conflict";

    /// <inheritdoc/>
    protected override string About => One;

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        Dictionary<string, string> place = new() { ["conflict"] = One };
        View = (await Commands.ReadAsync(HttpContext, $"/v1/{Books}/{{id}}/conflicts/{{conflict}}", With(place))).Deserialize<ConflictView>(Json)!;
        Title = View.Conflict.Title.Resolve(Words.Language).Text;
        Acts =
        [
            new("resolve", "/conflicts/{conflict}/resolution",
                new("reading", Typed.Number, IsRequired: false)
                {
                    Choices = [("", Words["conflict.neither"]), .. View.Conflict.Readings.Select((reading, at) =>
                        (at.ToString(CultureInfo.InvariantCulture), reading.Text.Resolve(Words.Language).Text))],
                },
                ActFields.Reason)
            {
                IsOffered = Actor.Roles.HasFlag(Roles.Coordinator) && View.Conflict.Resolution is null,
                In = place,
            },
        ];
    }
}
