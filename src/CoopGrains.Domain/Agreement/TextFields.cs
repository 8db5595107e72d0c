using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>The fields of an agreement's text, read and changed by name.</summary>
public static class TextFields
{
    private const string Title = "title";
    internal const string Term = "term";
    private const string Clauses = "clauses/";

    /// <summary>The value of a field; null for a clause that is not there, or a term that is not stated.</summary>
    public static TextValue? Of(AgreementText text, string field) => field switch
    {
        Title => new() { Text = text.Title },
        Term => text.Term is { } term ? new() { Term = term } : null,
        _ => ClauseOf(field) is { } id && text.Clauses.Find(id) is { } found
            ? new() { Text = found.Text }
            : null,
    };

    /// <summary>The changes that do not find what they were proposed on.</summary>
    public static ValueList<string> Conflicts(AgreementText text, ValueList<TextChange> changes) =>
        changes.Where(change => Of(text, change.Field) != change.Before).Select(change => change.Field).ToValueList();

    /// <summary>The text with changes made. New clauses come last.</summary>
    public static AgreementText With(AgreementText text, ValueList<TextChange> changes) =>
        changes.Aggregate(text, (current, change) => change.Field switch
        {
            Title => current with { Title = change.After!.Text! },
            Term => current with { Term = change.After?.Term },
            _ => current with { Clauses = With(current.Clauses, ClauseOf(change.Field)!, change.After?.Text) },
        });

    /// <summary>What a change asks for, with the value before; or why it is none.</summary>
    internal static (TextChange? Change, Decision? Refusal) Change(AgreementText text, NewTextChange asked, string pointer)
    {
        var before = Of(text, asked.Field);
        var taken = asked.Field switch
        {
            Title => asked is { Text: not null, Term: null, Removed: false },
            // A term that has begun does not begin on another day.
            Term => asked.Text is null && asked.Removed == asked.Term is null
                && (asked.Term is not { } term || before?.Term is not { } was || term.From == was.From),
            _ => ClauseOf(asked.Field) is not null && asked.Term is null && asked.Removed == asked.Text is null
                && !(asked.Removed && before is null),
        };
        if (!taken)
            return (null, Decision.At(pointer, RefusalCodes.ChangeInvalid));
        if (asked.Text is not null && Checks.Title(asked.Text, pointer + "/text") is { } noText)
            return (null, noText);
        if (asked.Term is { } window && Checks.Window(window, pointer + "/term") is not null)
            return (null, Decision.At(pointer + "/term", RefusalCodes.TermInvalid));
        var after = asked.Removed ? null : new TextValue { Text = asked.Text, Term = asked.Term };
        return after == before
            ? (null, Decision.At(pointer, RefusalCodes.NothingChanges))
            : (new() { Field = asked.Field, Before = before, After = after }, null);
    }

    /// <summary>The field of a clause.</summary>
    internal static string OfClause(string id) => Clauses + id;

    private static string? ClauseOf(string field) =>
        field.StartsWith(Clauses, StringComparison.Ordinal) && BookKey.IsId(field[Clauses.Length..]) ? field[Clauses.Length..] : null;

    private static ValueList<Clause> With(ValueList<Clause> clauses, string id, LocalizedText? text)
    {
        if (text is null)
            return clauses.Without(id);
        return clauses.Has(id)
            ? clauses.Change(id, clause => clause with { Text = text })
            : clauses.Add(new() { Id = id, Text = text });
    }
}
