using System.Globalization;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;

namespace CoopGrains.Dashboard.Work;

/// <summary>The fields of a report or a correction.</summary>
public static class ReportForm
{
    /// <summary>How much.</summary>
    public const string Amount = "amount";

    /// <summary>When it began.</summary>
    public const string From = "from";

    /// <summary>When it ended; empty while it goes on.</summary>
    public const string To = "to";

    /// <summary>For whom, where the commitment is for several.</summary>
    public const string For = "for";

    /// <summary>What exactly was counted.</summary>
    public const string Meaning = "meaning";

    /// <summary>Evidence, one to a line.</summary>
    public const string Evidence = "evidence";

    /// <summary>The fields by the beginning of their pointers.</summary>
    public static readonly (string Pointer, string Field)[] Fields =
    [
        ("/amount", Amount), ("/occurred/to", To), ("/occurred", From), ("/beneficiaries", For), ("/meaning", Meaning), ("/evidence", Evidence),
    ];

    /// <summary>What the fields say; what cannot be read is noted in the form.</summary>
    public static JsonObject Command(Form form, Commitment commitment, IPageCommands commands, PageWords words)
    {
        var command = new JsonObject();
        if (form.Amount(Amount, commitment.Unit, commands, words) is { } amount)
            command["amount"] = Json(amount);
        var occurred = new JsonObject();
        if (form.Date(From, commands, words) is { } from)
            occurred["from"] = from.ToString();
        if (form.Date(To, commands, words) is { } to)
            occurred["to"] = to.ToString();
        command["occurred"] = occurred;
        if (form.Values(For) is { Count: > 0 } chosen)
            command["beneficiaries"] = new JsonArray([.. chosen.Select(one => JsonValue.Create(one))]);
        if (form[Meaning].Length > 0)
            command["meaning"] = form[Meaning];
        if (form.Lines(Evidence).ToList() is { Count: > 0 } evidence)
            command["evidence"] = new JsonArray([.. evidence.Select(one => JsonValue.Create(one))]);
        return command;
    }

    /// <summary>An amount as the API takes it.</summary>
    public static JsonObject Json(Amount amount) => new()
    {
        ["value"] = amount.Value.ToString(CultureInfo.InvariantCulture),
        ["unit"] = amount.Unit,
        ["bound"] = EnumCodes.Of(amount.Bound),
        ["estimate"] = amount.Estimate,
    };
}

/// <summary>The fields of a report, of one commitment.</summary>
/// <param name="Page">The page.</param>
/// <param name="Form">The form.</param>
/// <param name="Commitment">What is reported on.</param>
public sealed record ReportFields(FormPage Page, Form Form, Commitment Commitment);
