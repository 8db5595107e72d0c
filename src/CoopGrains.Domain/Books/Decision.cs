using System.Globalization;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What a book decides about a command: events that happen, or a refusal that changes nothing.</summary>
public readonly struct Decision
{
    private Decision(ValueList<Event> events, Outcome.Refused? refusal) => (Events, Refusal) = (events, refusal);

    /// <summary>What happens; at least one event when accepted.</summary>
    public ValueList<Event> Events { get; }

    /// <summary>Why not; null when accepted.</summary>
    public Outcome.Refused? Refusal { get; }

    /// <summary>The command takes effect.</summary>
    public static Decision Accept(params ReadOnlySpan<Event> events) => new(ValueList.Create(events), null);

    /// <summary>The command is refused.</summary>
    public static Decision Refuse(string code, params ReadOnlySpan<(string Name, object? Value)> details) => At(null, code, details);

    /// <summary>The command is refused because of one member of the request.</summary>
    public static Decision At(string? pointer, string code, params ReadOnlySpan<(string Name, object? Value)> details)
    {
        var named = new Detail[details.Length];
        for (var i = 0; i < named.Length; i++)
            named[i] = new()
            {
                Name = details[i].Name,
                Value = Text(details[i].Value),
                Kind = details[i].Value is Enum listed ? Vocabulary.KindOf(listed.GetType()) : null,
            };
        return new(default, new() { Code = code, Details = ValueList.Create<Detail>(named), Pointer = pointer });
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        Enum state => EnumCodes.Of(state),
        Array several => string.Join(", ", several.Cast<object?>().Select(Text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

/// <summary>What a decision may rest on besides state and command.</summary>
public sealed record Context
{
    /// <summary>The book that decides.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Who asks.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The instant, from the injected clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The operation; ids that the command makes derive from it.</summary>
    public required string OperationId { get; init; }

    /// <summary>The agreement that a new program or instrument is to stand under, read beforehand; null when there is none.</summary>
    public AgreementTerms? Agreement { get; init; }

    /// <summary>The instrument that a new one follows, read beforehand; null when there is none.</summary>
    public AgreementTerms? Predecessor { get; init; }

    /// <summary>The civil date in both countries.</summary>
    public DateOnly Today => CivilTime.DateOf(Now);
}

/// <summary>Both countries keep UTC+7 all year.</summary>
public static class CivilTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The instant at which a civil date begins, in UTC.</summary>
    public static DateTimeOffset BeginningOf(DateOnly date) => new DateTimeOffset(date.ToDateTime(default), Offset).ToUniversalTime();

    /// <summary>The civil date of an instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);
}
