using System.Text.Json;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>From a figure to its entries.</summary>
[Collection(nameof(Site))]
public sealed class FigureTests(Site site)
{
    private const string Explain = "/v1/network/explain?figure=";

    [Fact]
    public async Task The_id_of_a_figure_in_the_status_is_explained_as_it_stands_there()
    {
        var program = await site.NewProgramAsync();
        await site.NewEntryAsync(program);
        var reader = site.As(People.Confirmer);
        (await reader.GetAsync("/v1/provinces", ("Coop-After", $"program/{program}@3"))).MustBe(200);
        foreach (var by in new[] { "province", "area", "side", "agreement", "period", "state" })
        {
            var status = (await reader.GetAsync("/v1/network/status?by=" + by)).MustBe(200).Json;
            foreach (var figure in Figures(status).Concat(status.GetProperty("groups").EnumerateArray().SelectMany(Figures)))
            {
                var explained = (await reader.GetAsync(Explain + Uri.EscapeDataString(figure.Id))).MustBe(200).Json;
                Assert.Equal((figure.Id, figure.Reported),
                    (figure.Id, explained.GetProperty("value") is { ValueKind: JsonValueKind.Object } value ? Value(value) : null));
            }
        }
    }

    [Fact]
    public async Task An_entry_that_is_still_open_is_shown_as_written_and_counts_in_the_period_of_its_report()
    {
        var path = $"/v1/programs/{await site.NewProgramAsync()}/commitments/students";
        var open = (await site.As(People.Recorder).PostAsync(path + "/entries",
            """{"amount":{"value":"4","unit":"person"},"occurred":{"from":"2026-01"},"meaning":"to this day"}""")).MustBe(201);
        var entry = (await site.As(People.Confirmer).GetAsync(open.Header("Location")!, ("Coop-After", open.Header("Coop-Version")!))).MustBe(200).Json;
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("occurred").GetProperty("to").ValueKind);
        Assert.StartsWith("2026-11-2", entry.GetProperty("countsTo").GetString(), StringComparison.Ordinal);
        var periods = (await site.As(People.Confirmer).GetAsync(path)).MustBe(200).Json.GetProperty("periods");
        var year = periods.EnumerateArray().Single(one => one.GetProperty("period").GetProperty("from").GetString() == "2026");
        Assert.Equal("4", Value(year.GetProperty("reported")));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("students:person")]
    [InlineData("students:person:sum:2025")]
    [InlineData("students:person:sum:2025:invented")]
    [InlineData("students:person:sum@colour=red")]
    [InlineData("students:person:sum:soon:reported")]
    [InlineData("town/x:students:all:reported")]
    public async Task What_is_not_written_like_a_figure_is_400_with_the_form(string figure)
    {
        var reply = (await site.As(People.Confirmer).GetAsync(Explain + Uri.EscapeDataString(figure))).Is(400, "figureInvalid");
        Assert.Contains("reported|confirmed|disputed|awaiting", reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_and_hidden_figures_and_periods_that_are_none_are_one_404()
    {
        var program = await site.NewProgramAsync();
        var hidden = await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram);
        var key = hidden.MustBe(201).Json.GetProperty("book").GetString()!;
        await site.As(People.Coordinator).PostAsync($"/v1/programs/{key["program/".Length..]}/commitments",
            Bodies.Commitment.Replace("\"indicator\":\"students\"", "\"indicator\":\"hidden\"", StringComparison.Ordinal));
        var replies = new List<Reply>();
        foreach (var figure in new[]
        {
            "elephants:person:sum", "hidden:person:sum", $"{key}:students:all:reported", "program/unknown:students:all:reported",
            $"program/{program}:unknown:all:reported", $"program/{program}:students:1999:reported", "students:person:sum:1999:reported",
            "students:person:sum:2026:reported@period=2025", "students:person:sum@province=la-none", "students:person:total",
        })
            replies.Add((await site.As(People.Uncleared).GetAsync(Explain + Uri.EscapeDataString(figure))).Is(404, "figureUnknown"));
        Assert.Single(replies.Select(reply => reply.WithoutTrace()).Distinct());
        var empty = (await site.As(People.Uncleared).GetAsync(Explain + $"program/{program}:students:2027:reported")).MustBe(200).Json;
        Assert.Equal((0, JsonValueKind.Null), (empty.GetProperty("total").GetInt32(), empty.GetProperty("value").ValueKind));
        (await site.As(People.Uncleared).GetAsync("/v1/network/explain")).Is(400, "queryMissing");
    }

    private static IEnumerable<(string Id, string? Reported)> Figures(JsonElement of) => of.GetProperty("figures").EnumerateArray()
        .Concat(of.TryGetProperty("shared", out var shared) ? [.. shared.EnumerateArray()] : [])
        .Select(figure => (
            figure.GetProperty("id").GetString()!,
            figure.GetProperty("overall").GetProperty("reported") is { ValueKind: JsonValueKind.Object } value ? Value(value) : null));

    private static string? Value(JsonElement amount) => amount.GetProperty("value").GetString();
}
