using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What time does to cases.</summary>
public static class CaseTimes
{
    /// <summary>After so many days in which nobody does anything about an issue it is offered to the overseers; it may say otherwise.</summary>
    public const int SilenceDays = 14;

    /// <summary>For so many days after a reply its asker can say that it is none.</summary>
    public const int ReopeningDays = 30;

    /// <summary>The day on which the silence about an issue has lasted long enough; null when none is followed, or not any more.</summary>
    public static DateOnly? SilentOn(Case one)
    {
        if (one.SilenceDays is not { } days || one.Escalated is not null)
            return null;
        var due = CivilTime.DateOf(one.Since).AddDays(days);
        return one.Reverted == PartialDate.Of(due) ? null : due;
    }

    /// <summary>Since when what it asks now waits: of those who are to act, not since somebody else touched it.</summary>
    public static DateTimeOffset AskedSince(Case one) => one.AskedSince ?? one.Since;

    /// <summary>True when the due date has passed on a day; of what is done and waits for its verifier, when it had passed before that.</summary>
    public static bool IsLate(Case one, DateOnly today) =>
        one.Due is { } due && due.Last < (one.State == CaseState.Done ? CivilTime.DateOf(AskedSince(one)) : today);

    /// <summary>True for a case that ended after its due date. Of an action point memory knows when it was verified, not when it was done.</summary>
    public static bool EndedLate(Case one) => one.State != CaseState.Verified && IsLate(one, CivilTime.DateOf(one.Since));
}
