using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;

namespace CoopGrains.Dashboard.Work;

/// <summary>Reads what the fields of an act say into its command, and a command back into what its fields begin with.</summary>
/// <param name="form">The form; what cannot be read is noted in it.</param>
/// <param name="commands">Says refusals.</param>
/// <param name="words">The words of the page.</param>
public sealed class ActBody(Form form, IPageCommands commands, PageWords words)
{
    /// <summary>What parts the names that lead to a field.</summary>
    public const char Within = '.';

    private readonly List<(string Pointer, string Field)> _fields = [];

    /// <summary>The fields by the pointers of what they say; the longer first, so that the nearest is found.</summary>
    public (string Pointer, string Field)[] Fields => [.. _fields.OrderByDescending(one => one.Pointer.Length)];

    /// <summary>What fields say, in the command.</summary>
    public JsonObject Of(IEnumerable<ActField> fields) => Of(fields, "", "");

    /// <summary>What stands in fields that a command is begun with.</summary>
    public static IEnumerable<(string Field, string Value)> Begin(
        IEnumerable<ActField> fields, JsonNode? command, PageWords words, string within = "")
    {
        foreach (var field in fields)
        {
            var (name, value) = (within + field.Name, (command as JsonObject)?[field.Name]);
            var inner = field.Typed switch
            {
                Typed.Group or Typed.Local => Begin(field.Fields, value, words, name + Within),
                Typed.Rows => (value as JsonArray ?? []).SelectMany(
                    (row, at) => Begin(field.Fields, row, words, $"{name}{Within}{at}{Within}")),
                _ => [(name, value is null ? field.Begins : Said(field, value, words))],
            };
            foreach (var one in inner)
                yield return one;
        }
    }

    private JsonObject Of(IEnumerable<ActField> fields, string within, string pointer)
    {
        var body = new JsonObject();
        foreach (var field in fields)
            if (ValueOf(field, within + field.Name, $"{pointer}/{field.Name}") is { } value)
                body[field.Name] = value;
        return body;
    }

    private JsonNode? ValueOf(ActField field, string name, string pointer)
    {
        _fields.Add((pointer, name));
        if (field.Typed == Typed.Flag)
            return JsonValue.Create(IsTyped(field, name));
        if (!IsTyped(field, name))
        {
            // All that is missing at once, and not one after the other; within a group at the fields that it needs.
            if (field.IsRequired && field.Typed == Typed.Group && field.Fields.Any(inner => inner.IsRequired))
                return Of(field.Fields, name + Within, pointer);
            if (field.IsRequired)
                form.Refuse(name, new(pointer, "", words["form.required"]));
            return null;
        }
        return field.Typed switch
        {
            Typed.Group or Typed.Local => Of(field.Fields, name + Within, pointer),
            Typed.Rows => RowsOf(field, name, pointer),
            Typed.Words => new JsonObject { [words.Language] = form[name] },
            Typed.Date => form.Date(name, commands, words) is { } date ? JsonValue.Create(date.ToString()) : null,
            Typed.Amount => form.Amount(name, UnitOf(field), commands, words) is { } amount ? ReportForm.Json(amount) : null,
            Typed.Number => Number(form[name]),
            Typed.Numbers => new JsonArray([.. form.Lines(name).Select(Number)]),
            Typed.Several => Array(form.Values(name)),
            Typed.Addressees => new JsonArray([.. form.Values(name).Select(party => new JsonObject { ["party"] = party })]),
            Typed.Commitments => new JsonArray([.. form.Values(name).Select(one => one.Split(' ')).Select(one =>
                new JsonObject { ["book"] = one[0], ["commitment"] = one[^1] })]),
            Typed.Lines => Array(form.Lines(name)),
            Typed.Dates => Array(form.Dates(name, commands, words).Select(date => date.ToString())),
            Typed.Book => JsonValue.Create(KeyOf(field, form[name])),
            Typed.Books => Array(form.Lines(name).Select(one => KeyOf(field, one))),
            _ => JsonValue.Create(form[name]),
        };
    }

    private JsonArray RowsOf(ActField field, string name, string pointer)
    {
        var rows = new JsonArray();
        foreach (var at in form.RowsOf(name))
            rows.Add(Of(field.Fields, $"{name}{Within}{at}{Within}", $"{pointer}/{rows.Count}"));
        return rows;
    }

    private bool IsTyped(ActField field, string name) => field.Typed switch
    {
        Typed.Group or Typed.Local => field.Fields.Any(inner => IsTyped(inner, name + Within + inner.Name)),
        Typed.Rows => form.RowsOf(name).Any(),
        _ => form[name].Length > 0,
    };

    private string? UnitOf(ActField field) => field.UnitFrom is { } from ? form[from] is { Length: > 0 } unit ? unit : null : field.Unit;

    // What people have at hand is a book's address on these pages.
    private static string KeyOf(ActField field, string typed)
    {
        var parts = typed.Split('?', '#')[0].TrimEnd('/').Split('/');
        if (parts.Length > 1 && FormPage.BookOf(parts[^2], parts[^1]) is { } book)
            return book.ToString();
        return parts.Length == 1 && field.Book is { } kind ? $"{EnumCodes.Of(kind)}/{typed}" : typed;
    }

    // What is no number is refused by the API, which says what is asked for.
    private static JsonValue Number(string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number) : JsonValue.Create(typed);

    private static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    private static string Said(ActField field, JsonNode value, PageWords words) => field.Typed switch
    {
        Typed.Date => words.Typed(value.Deserialize<PartialDate>()),
        Typed.Dates => string.Join('\n', value.AsArray().Select(one => words.Typed(one.Deserialize<PartialDate>()))),
        Typed.Amount => words.Typed(value.Deserialize<Amount>(JsonSerializerOptions.Web)!),
        Typed.Words => value.Deserialize<LocalizedText>(JsonSerializerOptions.Web)!.In(words.Language) ?? "",
        Typed.Flag => value.GetValue<bool>() ? "yes" : "",
        Typed.Several => string.Join(Form.Between, value.AsArray().Select(one => one!.ToString())),
        Typed.Commitments => string.Join(Form.Between, value.AsArray().Select(one => $"{one!["book"]} {one["commitment"]}")),
        Typed.Lines or Typed.Numbers or Typed.Books => string.Join('\n', value.AsArray().Select(one => one!.ToString())),
        _ => value.ToString(),
    };
}
