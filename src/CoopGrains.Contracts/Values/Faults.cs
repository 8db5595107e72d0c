using Orleans;
using Orleans.Runtime;

namespace CoopGrains.Contracts;

// All derive from OrleansException: anything else that a storage provider throws reaches the grain wrapped in one.

/// <summary>A command's effect is not known: ask again with the same operation id, and it takes effect once at most.</summary>
[GenerateSerializer, Alias(WireNames.OutcomeUnknownException)]
public sealed class OutcomeUnknownException : OrleansException
{
    /// <summary>With what went wrong.</summary>
    public OutcomeUnknownException(string message, Exception? cause)
        : base(message, cause!)
    {
    }
}

/// <summary>A command certainly did not take effect, for no fault of its own: ask again.</summary>
[GenerateSerializer, Alias(WireNames.NotAppliedException)]
public sealed class NotAppliedException : OrleansException
{
    /// <summary>With what went wrong.</summary>
    public NotAppliedException(string message, Exception? cause)
        : base(message, cause!)
    {
    }
}

/// <summary>A book's stored rows are damaged; other books are not concerned. The message names book and row.</summary>
[GenerateSerializer, Alias(WireNames.BookDamagedException)]
public sealed class BookDamagedException : OrleansException
{
    /// <summary>With what is wrong, and where.</summary>
    public BookDamagedException(string message, Exception? cause)
        : base(message, cause!)
    {
    }
}
