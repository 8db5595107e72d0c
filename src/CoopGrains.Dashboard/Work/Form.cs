using System.Globalization;
using System.Text;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using CoopGrains.Network;
using Microsoft.AspNetCore.Http;

namespace CoopGrains.Dashboard.Work;

/// <summary>A form as it is shown and sent: what was typed, what is wrong with it, and the operation that it stands for.</summary>
/// <param name="name">Which form of the page.</param>
/// <param name="operation">The id of the operation; the same in every answer to it, so that it is carried out once.</param>
/// <param name="typed">What stands in the fields.</param>
/// <param name="who">Whom it is shown to.</param>
public sealed class Form(string name, string operation, IReadOnlyDictionary<string, string> typed, Actor who)
{
    /// <summary>The field that asks for further places in a field of several values, and for nothing else.</summary>
    public const string MoreField = "more";

    /// <summary>The field that says which form of the page it is.</summary>
    public const string NameField = "form";

    /// <summary>The field that has the operation.</summary>
    public const string OperationField = "operation";

    /// <summary>The field that says up to where the book's history was known when the form was shown.</summary>
    public const string SeenField = "seen";

    /// <summary>What stands between several values of one field.</summary>
    public const char Between = ',';

    private readonly Dictionary<string, string> _typed = new(typed);
    private readonly List<PageError> _errors = [];
    private readonly Dictionary<string, List<PageError>> _ofFields = [];

    /// <summary>Which form of the page.</summary>
    public string Name { get; } = name;

    /// <summary>The operation.</summary>
    public string Operation { get; private set; } = operation;

    /// <summary>Whom it is shown to.</summary>
    public string Who { get; } = $"{who.Agency}/{who.User}";

    /// <summary>What is wrong, in the order of finding.</summary>
    public IReadOnlyList<PageError> Errors => _errors;

    /// <summary>True when something is wrong, so that nothing was done.</summary>
    public bool HasErrors => _errors.Count > 0;

    /// <summary>What stands in a field.</summary>
    public string this[string field] => _typed.GetValueOrDefault(field, "");

    /// <summary>The id of a field on the page.</summary>
    public string Id(string field) => $"{Name}-{field}";

    /// <summary>What is wrong with a field.</summary>
    public IReadOnlyList<PageError> ErrorsOf(string field) => _ofFields.TryGetValue(field, out var errors) ? errors : [];

    /// <summary>The field that an error is about; null when it is about the whole.</summary>
    public string? FieldOf(PageError error) => _ofFields.FirstOrDefault(pair => pair.Value.Contains(error)).Key;

    /// <summary>Notes what is wrong, at a field or with the whole.</summary>
    public void Refuse(string? field, PageError error)
    {
        _errors.Add(error);
        if (field is null)
            return;
        if (!_ofFields.TryGetValue(field, out var errors))
            _ofFields[field] = errors = [];
        errors.Add(error);
    }

    /// <summary>True when something is typed into a field or those within it, or wrong with them.</summary>
    public bool HasWithin(string field)
    {
        var begins = field + ActBody.Within;
        return _typed.Any(one => one.Value.Length > 0 && (one.Key == field || one.Key.StartsWith(begins, StringComparison.Ordinal)))
            || _ofFields.Keys.Any(one => one == field || one.StartsWith(begins, StringComparison.Ordinal));
    }

    /// <summary>Puts something into a field in the place of what was sent for it.</summary>
    public void Take(string field, string value) => _typed[field] = value;

    /// <summary>Stands for another operation from now on, and says why.</summary>
    public void Begin(string operation, PageError why)
    {
        Operation = operation;
        Refuse(null, why);
    }

    /// <summary>Notes what the API refused: each error at the field whose pointer it has.</summary>
    /// <param name="problem">The problem document.</param>
    /// <param name="fields">The fields, by the beginning of their pointers; the longer first.</param>
    public void Refuse(JsonElement problem, params ReadOnlySpan<(string Pointer, string Field)> fields)
    {
        var found = 0;
        foreach (var error in problem.GetProperty("errors").EnumerateArray())
        {
            var (pointer, code) = (error.GetProperty("pointer").GetString()!, error.GetProperty("code").GetString()!);
            string? at = null;
            foreach (var (begins, field) in fields)
                if (at is null && pointer.StartsWith(begins, StringComparison.Ordinal))
                    at = field;
            Refuse(at, new(pointer, code, error.GetProperty("detail").GetString()!));
            found++;
        }
        if (found == 0)
            Refuse(null, new("", problem.GetProperty("code").GetString()!, problem.GetProperty("detail").GetString()!));
    }

    /// <summary>What a request brought for a form of the page.</summary>
    public static Form Sent(IFormCollection sent, Actor who) => new(
        sent[NameField].ToString(), sent[OperationField].ToString(),
        sent.ToDictionary(field => field.Key, field => Plain(string.Join(Between, (IEnumerable<string?>)field.Value))), who);

    /// <summary>The lines of a field.</summary>
    public IEnumerable<string> Lines(string field) =>
        this[field].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Which of the numbered values of a field are typed, in order.</summary>
    public IEnumerable<int> RowsOf(string field)
    {
        var begins = field + ActBody.Within;
        return _typed.Where(one => one.Value.Length > 0 && one.Key.StartsWith(begins, StringComparison.Ordinal))
            .Select(one => int.TryParse(one.Key[begins.Length..].Split(ActBody.Within)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : -1)
            .Where(at => at >= 0).Distinct().Order();
    }

    /// <summary>The values of a field of several.</summary>
    public IReadOnlyList<string> Values(string field) => this[field].Split(Between, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>An amount in either writing; what can be read in two ways is asked back. Null when there is none, or it is wrong.</summary>
    public Amount? Amount(string field, string? unit, IPageCommands commands, PageWords words)
    {
        if (this[field].Length == 0)
            return null;
        // Of no language: whoever writes on a Vietnamese page may have copied from an English one.
        var (amount, refusal) = WrittenCells.Amount(this[field], unit, "");
        if (refusal is not null)
            Refuse(field, commands.Say(words.Language, "", refusal));
        return amount;
    }

    /// <summary>A day, month or year in either writing. Null when there is none, or it is wrong.</summary>
    public PartialDate? Date(string field, IPageCommands commands, PageWords words)
    {
        if (this[field].Length == 0)
            return null;
        var (date, refusal) = WrittenCells.Date(this[field], null, words.Language);
        if (refusal is not null)
            Refuse(field, commands.Say(words.Language, "", refusal));
        return date;
    }

    /// <summary>Days, months or years, one to a line; those that are wrong are noted.</summary>
    public IReadOnlyList<PartialDate> Dates(string field, IPageCommands commands, PageWords words)
    {
        var dates = new List<PartialDate>();
        foreach (var line in Lines(field))
        {
            var (date, refusal) = WrittenCells.Date(line, null, words.Language);
            if (refusal is not null)
                Refuse(field, commands.Say(words.Language, "", refusal));
            else if (date is { } read)
                dates.Add(read);
        }
        return dates;
    }

    // Browsers send lines as of old; and what looks alike has to be alike.
    private static string Plain(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        try
        {
            return lines.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return lines;
        }
    }
}
