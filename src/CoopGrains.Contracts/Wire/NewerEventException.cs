using System.Text.Json;

namespace CoopGrains.Contracts;

/// <summary>
/// A row of the journal is whole and of a newer build: this one does not guess what it means. A process of that build reads it.
/// </summary>
public sealed class NewerEventException(string message) : JsonException(message)
{
    /// <summary>The one that caused an exception; null when none did.</summary>
    public static NewerEventException? In(Exception? exception) => exception switch
    {
        null => null,
        NewerEventException newer => newer,
        AggregateException several => several.InnerExceptions.Select(In).FirstOrDefault(found => found is not null),
        _ => In(exception.InnerException),
    };
}
