using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Problems;

/// <summary>What went wrong with a request, before it is put into words.</summary>
internal sealed record Problem(string Code, ValueList<Detail> Details = default, ValueList<ProblemError> Errors = default)
{
    /// <summary>What a book answered.</summary>
    public static Problem Of(Outcome.Refused refused) => new(
        refused.Code,
        refused.Details,
        refused.Pointer is { } pointer ? [new(pointer, refused.Code, refused.Details)] : default);

    /// <summary>A problem with one member of the body.</summary>
    public static Problem At(string pointer, string code, params ReadOnlySpan<(string Name, string Value)> details)
    {
        var named = Named(details);
        return new(code, named, [new(pointer, code, named)]);
    }

    /// <summary>A problem with values for its text.</summary>
    public static Problem With(string code, params ReadOnlySpan<(string Name, string Value)> details) => new(code, Named(details));

    /// <summary>The same, to be thrown.</summary>
    public ProblemException Thrown() => new(this);

    internal static ValueList<Detail> Named(ReadOnlySpan<(string Name, string Value)> details)
    {
        var named = new Detail[details.Length];
        for (var i = 0; i < named.Length; i++)
            named[i] = new() { Name = details[i].Name, Value = details[i].Value };
        return ValueList.Create<Detail>(named);
    }
}

/// <summary>One member at fault: a JSON pointer into the body.</summary>
internal sealed record ProblemError(string Pointer, string Code, ValueList<Detail> Details = default);

/// <summary>Ends a request with a problem document. For requests that are wrong, not for faults.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Code)
{
    /// <summary>What went wrong.</summary>
    public Problem Problem { get; } = problem;
}
