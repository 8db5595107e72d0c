using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using Choices = System.Collections.Generic.IReadOnlyList<(string Code, string Words)>;

namespace CoopGrains.Dashboard.Work;

/// <summary>Fields that several acts have.</summary>
public static class ActFields
{
    /// <summary>Why.</summary>
    public static readonly ActField Reason = new("reason", Lines: 2);

    /// <summary>When, or which day is the last.</summary>
    public static readonly ActField On = new("on", Typed.Date);

    /// <summary>A readable id; one is made where nothing is typed.</summary>
    public static readonly ActField Id = Maybe("id");

    /// <summary>Who signed, in which office, when, and where the scan is.</summary>
    public static readonly IReadOnlyList<ActField> Signature =
        [new("signedBy"), new("office", Typed.Words), new("datedOn", Typed.Date), Maybe("scan", Typed.Document)];

    /// <summary>Where it is read from, in the words that are relied on.</summary>
    public static readonly ActField Quoted = Rows("sources", true,
        new("source"), Maybe("line", Typed.Number), new("quote", Lines: 2), Maybe("note"));

    /// <summary>What an instrument is called, how long it holds, and what it says.</summary>
    public static readonly ActField Text = Group("text", true,
        Local("title"), Window("term", isRequired: false), Rows("clauses", false, new("id"), Local("text", lines: 3)));

    /// <summary>New matters of an agenda.</summary>
    public static readonly ActField Agenda = Rows("agenda", false, new("id"), Local("title"));

    /// <summary>Since when, and until when, as far as it is stated, and when it was seen to be so.</summary>
    public static readonly ActField Lasting = Group("validity", false,
        Maybe("from", Typed.Date), Maybe("to", Typed.Date), Maybe("seenOn", Typed.Dates, lines: 2));

    /// <summary>Where it is read from.</summary>
    public static readonly ActField Sources = Rows("sources", false,
        new("source"), Maybe("line", Typed.Number), Maybe("quote", lines: 2), Maybe("note"));

    /// <summary>A text in up to three languages.</summary>
    public static ActField Local(string name, bool isRequired = true, int lines = 1) => new(name, Typed.Local, isRequired, lines)
    {
        Fields = [.. PageTexts.Languages.Select(language => new ActField(language, IsRequired: false, Lines: lines))],
    };

    /// <summary>Several fields that make one value.</summary>
    public static ActField Group(string name, bool isRequired, params IReadOnlyList<ActField> fields) =>
        new(name, Typed.Group, isRequired) { Fields = fields };

    /// <summary>Any number of values; at least one when it is required.</summary>
    public static ActField Rows(string name, bool isRequired, params IReadOnlyList<ActField> fields) =>
        new(name, Typed.Rows, isRequired) { Fields = fields };

    /// <summary>From when to when.</summary>
    public static ActField Window(string name, bool isRequired = true) =>
        Group(name, isRequired, new("from", Typed.Date), Maybe("to", Typed.Date));

    /// <summary>Some of the parties.</summary>
    public static ActField Parties(string name, Choices parties, bool isRequired = true) =>
        new(name, Typed.Several, isRequired) { Choices = parties };

    /// <summary>One of the parties.</summary>
    public static ActField Party(string name, Choices parties, bool isRequired = true) =>
        new(name, Typed.Choice, isRequired) { Choices = parties };

    /// <summary>Who chaired, for which party.</summary>
    public static ActField Chairs(Choices parties) =>
        Rows("chairs", false, Party("party", parties), new("person"), Maybe("holder"));

    /// <summary>Another book.</summary>
    public static ActField Book(string name, BookKind? kind = null, bool isRequired = false) =>
        new(name, Typed.Book, isRequired) { Book = kind };

    /// <summary>Talks, and what of them.</summary>
    public static ActField TalksOf(string name) => Group(name, false,
        Book("agreement", BookKind.Agreement, isRequired: true), new("number", Typed.Number), Maybe("outcome"), Maybe("item"));

    /// <summary>One of a code's values.</summary>
    public static ActField Code<T>(string name, PageWords words, bool isRequired = true) where T : struct, Enum =>
        Code(name, words, isRequired, Enum.GetValues<T>().Cast<Enum>());

    /// <summary>Something that may be left empty.</summary>
    public static ActField Maybe(string name, Typed typed = Typed.Text, int lines = 1) => new(name, typed, IsRequired: false, lines);

    private static ActField Code(string name, PageWords words, bool isRequired, IEnumerable<Enum> codes) =>
        new(name, Typed.Choice, isRequired) { Choices = [.. codes.Select(code => (EnumCodes.Of(code), words.Of(code)))] };
}
