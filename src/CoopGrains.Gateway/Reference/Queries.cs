using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Requests;
using Microsoft.OpenApi;

namespace CoopGrains.Gateway.Reference;

/// <summary>Describes query parameters.</summary>
internal static class Queries
{
    private const string Figure =
        "The id of a figure in the status, with period and kind: <figure id>:<period|all>:<reported|confirmed|disputed|awaiting>, and "
        + "the figure's group (@province=…, @shared=…, @area=…, @side=…, @agreement=…, @period=…, @state=…) behind it all. Or of a "
        + "commitment: program/<id>:<commitment>:<period|all>:<kind>. The bare id means all:reported.";

    private const string Moments =
        "A moment of recorded time: an instant that has passed (RFC 3339), with all that was recorded up to it; or a version of a book "
        + "(program/db-lpb-scholarship@42), which is right behind its event and tells events of one instant apart.";

    /// <summary>The parameter of a name; it has to be there when an exclamation mark stands behind the name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="state">What <c>state</c> is the state of.</param>
    public static OpenApiParameter Of(string name, Type? state)
    {
        var plain = name.TrimEnd('!');
        var (schema, description) = plain switch
        {
            "limit" => (new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "200" }, "Most items"),
            "from" or "to" when plain != name => (Text(null, "2026-11-21T00:00:00Z"), Moments),
            "from" => (new() { Type = JsonSchemaType.Integer, Minimum = "1" }, "The first sequence to show"),
            "after" => (Text(null), "As Last-Event-ID, for those who cannot send headers"),
            "province" => (Text(null, "la-lpb"), "Of books that concern this province, in any spelling"),
            "partner" => (Text(null, "vn-db"), "And this one: what the two have with each other"),
            "kind" when state is null => (Text(null, "entryReported,entryConfirmed"), "These events, or all events of books of this kind: province, agreement, program; several with commas"),
            "cursor" => (Text(null), "Where the list goes on: next of the page before"),
            "agreementsAfter" => (Text(null), "Agreements go on behind this one: agreementsNext of the page before"),
            "programsAfter" => (Text(null), "Programs go on behind this one: programsNext of the page before"),
            "on" => (Text(ValueSchemas.Date, "2024-12-25"), "What may have held on this day, in this month or year"),
            "kind" when state is not null => (Named(state), "Of this kind"),
            "person" => (Text(null, "Khamphoy"), "Whose name holds these words, whatever their tones and case"),
            "office" => (Text(null, "Tỉnh trưởng"), "Whose office or titles hold these words in any language"),
            "implements" => (Text("^(agreement/)?[a-z0-9-]{2,64}$", "agreement/na-vn-la-2024"), "That implement this agreement"),
            "asOf" => (Text(null, "2026-11-21T00:00:00Z"), Moments),
            "in" => (Text("^[A-Z]{3}$", "USD"), "Shows money in this currency besides, as converted: derived, never stored. With rate, source and date"),
            "rate" => (new() { Type = JsonSchemaType.Array, MaxItems = 10, Items = Text("^[A-Z]{3}:[0-9]+(\\.[0-9]+)?$", "VND:0.000039") },
                "A currency and what one of it is worth; may be repeated. Money without a rate stays as it is, converted null"),
            "source" => (Text(null, "State Bank of Vietnam"), "Who states the rates"),
            "date" => (Text(ValueSchemas.Date, "2026-11-21"), "The day, month or year that they hold for"),
            "q" => (Text(null, "luong pha bang"), "Whose names hold these words, whatever their language, tones, case and spelling"),
            "expiringWithin" => (Text("^[0-9]{1,5}d$", "450d"), "Whose term runs and ends within so many days"),
            "book" => (Text(ValueSchemas.Key, "program/db-lpb-scholarship"), "The book"),
            "national" => (new() { Type = JsonSchemaType.Boolean }, "National bodies too"),
            "what" => (Named(typeof(OversightOf)), "What to look for"),
            "by" => (Named(typeof(StatusBy)), "What to group by"),
            "format" => (Text("^(csv|xlsx|json)$", "csv"), "The kind of file; csv when not given"),
            "dryRun" => (new() { Type = JsonSchemaType.Boolean }, "Only says what would become of each row; nothing is written"),
            "strategy" => (Text("^(new|correct)$", "new"), "What becomes of a row whose entry is there and reads otherwise; new when not given"),
            "period" => (Text(Query.PeriodPattern, "2025-01..2025-03"), "Whose window lies in this year, month or stretch"),
            "area" => (Text(null, "education"), "In this area of cooperation, or one that lies in it"),
            "state" when state is not null => (Named(state), "In this state"),
            "agreement" => (Text("^(agreement/)?[a-z0-9-]{2,64}$", "agreement/db-lpb-2025-2027"), "Under this agreement"),
            "parent" => (Text("^(agreement/)?[a-z0-9-]{2,64}$", "agreement/na-vn-la-2024"), "Directly under this instrument"),
            "with" => (Text("^(agreement/)?[a-z0-9-]{2,64}$", "agreement/db-lpb-2025-2027"), "The other instrument"),
            "to" => (Text(null, "signatures/vn-db"), "That belong to this in the book"),
            "name" when plain != name => (Text(null, "bien-ban.pdf"), "The name"),
            "party" => (Text(null, "la-lpb"), "With this party, in any spelling"),
            "figure" => (Text(FigureId.Pattern, "students:person:sum:2025:confirmed"), Figure),
            _ => (Text(null), (string?)null),
        };
        return new()
        {
            Name = plain,
            In = ParameterLocation.Query,
            Required = plain != name,
            Description = description,
            Schema = schema,
        };
    }

    private static OpenApiSchema Text(string? pattern, string? example = null) => new()
    {
        Type = JsonSchemaType.String,
        Pattern = pattern,
        Examples = example is null ? null : [JsonValue.Create(example)],
    };

    private static OpenApiSchema Named(Type type) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. EnumNames.Of(type).Select(name => JsonValue.Create(name))],
    };
}
