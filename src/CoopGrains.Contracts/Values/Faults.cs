using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A command's effect is not known: ask again with the same operation id, and it takes effect once at most.</summary>
[GenerateSerializer, Alias(WireNames.OutcomeUnknownException)]
public sealed class OutcomeUnknownException : Exception
{
    /// <summary>With what went wrong.</summary>
    public OutcomeUnknownException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}

/// <summary>A command certainly did not take effect, for no fault of its own: ask again.</summary>
[GenerateSerializer, Alias(WireNames.NotAppliedException)]
public sealed class NotAppliedException : Exception
{
    /// <summary>With what went wrong.</summary>
    public NotAppliedException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}

/// <summary>A book's stored rows are damaged; other books are not concerned. The message names book and row.</summary>
[GenerateSerializer, Alias(WireNames.BookDamagedException)]
public sealed class BookDamagedException : Exception
{
    /// <summary>With what is wrong, and where.</summary>
    public BookDamagedException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
