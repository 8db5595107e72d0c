using System.Globalization;
using System.Text.Json.Nodes;
using CoopGrains.Dashboard.Languages;

namespace CoopGrains.Dashboard.Work;

/// <summary>What a field of an act says in its command.</summary>
public static class ActBody
{
    /// <summary>The value of a field; null when it says nothing, or cannot be read, which is then noted in the form.</summary>
    public static JsonNode? Of(Form form, ActField field, IPageCommands commands, PageWords words)
    {
        var typed = form[field.Name];
        if (field.Typed == Typed.Flag)
            return JsonValue.Create(typed.Length > 0);
        if (typed.Length == 0)
        {
            // All that is missing at once, and not one after the other.
            if (field.IsRequired)
                form.Refuse(field.Name, new("/" + field.Name, "", words["form.required"]));
            return null;
        }
        return field.Typed switch
        {
            Typed.Words => new JsonObject { [words.Language] = typed },
            Typed.Date => form.Date(field.Name, commands, words)?.ToString() is { } date ? JsonValue.Create(date) : null,
            Typed.Amount => form.Amount(field.Name, field.Unit, commands, words) is { } amount ? ReportForm.Json(amount) : null,
            Typed.Number => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number) : JsonValue.Create(typed),
            Typed.Addressees => new JsonArray([.. form.Values(field.Name).Select(party => new JsonObject { ["party"] = party })]),
            _ => JsonValue.Create(typed),
        };
    }
}
