using System.Text.Json.Nodes;
using CoopGrains.Contracts;

namespace CoopGrains.Dashboard.Work;

/// <summary>Something that can be done with one form: its command, and what is to be said with it.</summary>
/// <param name="Do">What; in words: the text <c>do.</c> and this.</param>
/// <param name="Route">The endpoint, behind the route of its book; or all of it, where it begins with <c>/v1/</c>.</param>
/// <param name="Fields">What is typed.</param>
public sealed record Act(string Do, string Route, params IReadOnlyList<ActField> Fields)
{
    /// <summary>True when it is shown; the API decides what may be done, whatever is shown.</summary>
    public bool IsOffered { get; init; } = true;

    /// <summary>Which of several; null where there is one.</summary>
    public string? Of { get; init; }

    /// <summary>Which of several, in words.</summary>
    public LocalizedText? About { get; init; }

    /// <summary>True when it is sent by PUT.</summary>
    public bool IsPut { get; init; }

    /// <summary>The revision that it is done on; null when it has none.</summary>
    public int? Revision { get; init; }

    /// <summary>True when it takes something back, or gives it up.</summary>
    public bool IsSecond { get; init; }

    /// <summary>What else stands in the places of the route.</summary>
    public IReadOnlyDictionary<string, string> In { get; init; } = new Dictionary<string, string>();

    /// <summary>What it begins with, as its command would say it; null when it begins empty.</summary>
    public JsonNode? From { get; init; }

    /// <summary>Who does it.</summary>
    public Roles For { get; init; } = Roles.Coordinator;

    /// <summary>What its command says without being typed.</summary>
    public IReadOnlyList<(string Name, JsonNode Value)> Says { get; init; } = [];

    /// <summary>Which form of the page it is.</summary>
    public string Name => Of is null ? Do : $"{Do}-{Of}";
}

/// <summary>How what is typed into a field is meant.</summary>
public enum Typed
{
    /// <summary>A text as it is.</summary>
    Text,

    /// <summary>A text in the language of the page.</summary>
    Words,

    /// <summary>A day, month or year.</summary>
    Date,

    /// <summary>An amount of a unit.</summary>
    Amount,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>One of several.</summary>
    Choice,

    /// <summary>Any of several.</summary>
    Several,

    /// <summary>Some of the parties, to whom a case goes.</summary>
    Addressees,

    /// <summary>Texts, one to a line.</summary>
    Lines,

    /// <summary>Days, months or years, one to a line.</summary>
    Dates,

    /// <summary>Whole numbers, one to a line.</summary>
    Numbers,

    /// <summary>Any of several commitments, each by its book's key, a blank and its id.</summary>
    Commitments,

    /// <summary>Another book, by its id, its key or its address.</summary>
    Book,

    /// <summary>Other books of a kind, one to a line.</summary>
    Books,

    /// <summary>A document: a file that is kept under its hash, or the hash of one that is.</summary>
    Document,

    /// <summary>A text in up to three languages; the fields are these.</summary>
    Local,

    /// <summary>Several fields that make one value.</summary>
    Group,

    /// <summary>Any number of values, each of several fields.</summary>
    Rows,
}

/// <summary>What is typed for an act.</summary>
/// <param name="Name">Its name, in the form and in the command; in words: the text <c>act.</c> and this.</param>
/// <param name="Typed">How it is meant.</param>
/// <param name="IsRequired">True when there has to be something.</param>
/// <param name="Lines">How many lines it shows.</param>
public sealed record ActField(string Name, Typed Typed = Typed.Text, bool IsRequired = true, int Lines = 1)
{
    /// <summary>What it begins with.</summary>
    public string Begins { get; init; } = "";

    /// <summary>The unit of an amount.</summary>
    public string? Unit { get; init; }

    /// <summary>The field of the form that has the unit of an amount; null when that is known, or written with it.</summary>
    public string? UnitFrom { get; init; }

    /// <summary>What can be chosen, or is proposed for a text, with what each is called.</summary>
    public IReadOnlyList<(string Code, string Words)> Choices { get; init; } = [];

    /// <summary>The kind of book; null when it may be any.</summary>
    public BookKind? Book { get; init; }

    /// <summary>The fields of a group, or of each of several values.</summary>
    public IReadOnlyList<ActField> Fields { get; init; } = [];

    /// <summary>True when it stands in a place of the route, and not in the command.</summary>
    public bool IsPlace { get; init; }
}
