using System.Text.Json.Nodes;
using CoopGrains.Contracts;

namespace CoopGrains.Dashboard.Work;

/// <summary>Something that can be done with one form: its command, and what is to be said with it.</summary>
/// <param name="Do">What; in words: the text <c>do.</c> and this.</param>
/// <param name="Route">The endpoint, behind the route of its book.</param>
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

    /// <summary>Some of the parties, to whom a case goes.</summary>
    Addressees,
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

    /// <summary>What can be chosen, with what each is called.</summary>
    public IReadOnlyList<(string Code, string Words)> Choices { get; init; } = [];
}

/// <summary>Fields that several acts have.</summary>
public static class ActFields
{
    /// <summary>Why.</summary>
    public static readonly ActField Reason = new("reason", Lines: 2);

    /// <summary>Who signed, in which office, when, and where the scan is.</summary>
    public static readonly IReadOnlyList<ActField> Signature =
        [new("signedBy"), new("office", Typed.Words), new("datedOn", Typed.Date), new("scan", IsRequired: false)];
}
