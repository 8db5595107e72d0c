using System.Diagnostics;
using CoopGrains.Contracts;

namespace CoopGrains.Grains;

// What became of an operation: from memory, from the write that carries it, from the journal.
internal sealed partial class Book<TState>
{
    /// <summary>True when an operation that is not in memory is certainly not in the journal.</summary>
    private bool SeesAll => _known.IsComplete && _services.OwnsBooks && _broken is null;

    /// <summary>The answer to an operation that memory knows; null means decide again.</summary>
    private async Task<Outcome?> AnswerAsync(Operation operation, Attempt? attempt)
    {
        if (attempt is null)
            return await AskAsync(operation);
        if (attempt.Operation.Fingerprint == operation.Fingerprint)
            return await WriteAsync(operation, attempt, replayed: true);
        // The id is in use only if the write that uses it succeeds.
        return await attempt.Done switch
        {
            AttemptResult.Committed => Reused,
            AttemptResult.Unknown(var cause) => await NothingWrittenAsync(operation, cause),
            _ => null,
        };
    }

    /// <summary>Waits for an attempt; null means decide again.</summary>
    private async Task<Outcome?> WriteAsync(Operation operation, Attempt attempt, bool replayed)
    {
        using var waiting = GrainTelemetry.Source.StartActivity("book commit");
        switch (await attempt.Done)
        {
            case AttemptResult.Committed:
                return attempt.Accepted(Key, replayed);
            case AttemptResult.DecideAgain:
                return null;
            case AttemptResult.NotApplied(UnstorableException):
                // Asking again would not help, so it is not a fault: the request itself holds what no store can keep.
                return new Outcome.Refused { Code = RefusalCodes.Unstorable };
            case AttemptResult.NotApplied(var cause):
                waiting?.SetTag("error.type", cause.GetType().FullName).SetStatus(ActivityStatusCode.Error, cause.Message);
                return await NothingWrittenAsync(operation, cause);
            case AttemptResult.Unknown(var cause):
                waiting?.SetTag("error.type", cause.GetType().FullName).SetStatus(ActivityStatusCode.Error, cause.Message);
                return await AskAsync(operation)
                    ?? throw new OutcomeUnknownException($"Whether {Key} took this command is not known: {cause.Message}", cause);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>This attempt wrote nothing, but an earlier one may have: unless memory sees all, only the journal can say so.</summary>
    private async Task<Outcome> NothingWrittenAsync(Operation operation, Exception cause) =>
        cause is not BookDamagedException && !SeesAll && await AskAsync(operation) is { } answer
            ? answer
            : throw Fault(cause, "took nothing of this command");

    private Exception Fault(Exception cause, string what) => cause is BookDamagedException
        ? new BookDamagedException(cause.Message, cause)
        : new NotAppliedException($"{Key} {what}: {cause.Message}", cause);

    private async Task<Outcome?> AskAsync(Operation operation) => Replay(operation, await JournalAsync(operation));

    private async Task<JournalAnswer> JournalAsync(Operation operation)
    {
        try
        {
            return await _services.Journal.AskAsync(Key, operation.Id);
        }
        catch (Exception failure)
        {
            throw new OutcomeUnknownException(
                $"Whether {Key} took this command is not known, for its journal cannot be asked: {failure.Message}", failure);
        }
    }

    /// <summary>The book's version in the journal.</summary>
    private async Task<long> LatestAsync()
    {
        try
        {
            // The version alone is asked for, so any operation id does.
            return (await _services.Journal.AskAsync(Key, "")).Version;
        }
        catch (Exception failure)
        {
            throw new NotAppliedException($"{Key} cannot be read now: {failure.Message}", failure);
        }
    }

    private Outcome? Replay(Operation operation, JournalAnswer answer)
    {
        try
        {
            return answer.Events switch
            {
                [] => null,
                [var first, ..] when first.Fingerprint != operation.Fingerprint => Reused,
                var events => new Attempt(operation, events, answer.LastSequence).Accepted(Key, replayed: true),
            };
        }
        catch (NewerEventException newer)
        {
            // It took effect, but what it was answered only a process of the build that took it can tell.
            throw new OutcomeUnknownException($"What {Key} answered to this command this build cannot tell: {newer.Message}", newer);
        }
    }

    private static Outcome.Refused Reused => new() { Code = RefusalCodes.OperationIdReused };
}
