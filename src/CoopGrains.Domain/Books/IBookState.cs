using System.Text.Json;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>The state of one kind of book: an immutable value, the fold of the book's history.</summary>
public interface IBookState<TSelf>
    where TSelf : class, IBookState<TSelf>
{
    /// <summary>The kind of book.</summary>
    static abstract BookKind Kind { get; }

    /// <summary>The state before the first event.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>The number of the shape that <see cref="Write"/> gives; a snapshot of another shape is not read but folded anew.</summary>
    static abstract int SnapshotSchema { get; }

    /// <summary>Decides a command. Total: every command gets an answer, and business reasons never throw.</summary>
    static abstract Decision Decide(TSelf state, Command command, Context context);

    /// <summary>The state after an event. An event that this kind of book does not know is a defect and throws.</summary>
    static abstract TSelf Evolve(TSelf state, Event happened);

    /// <summary>The state as text.</summary>
    static abstract string Write(TSelf state);

    /// <summary>The state as the next value of a longer text.</summary>
    static abstract void Write(TSelf state, Utf8JsonWriter writer);

    /// <summary>The state of a text that <see cref="Write"/> made.</summary>
    static abstract TSelf Read(ReadOnlySpan<byte> utf8);

    /// <summary>True once the book's first event has happened.</summary>
    bool Exists { get; }

    /// <summary>True when only cleared users of its parties may see it; fixed by the first event.</summary>
    bool Restricted { get; }

    /// <summary>The provinces and national bodies it concerns.</summary>
    ValueList<string> Parties { get; }

    /// <summary>Its commitments.</summary>
    CommitmentLedgers Commitments { get; }

    /// <summary>Where its sources disagree.</summary>
    ValueList<SourceConflict> Conflicts { get; }

    /// <summary>Documents that belong to it.</summary>
    ValueList<Attachment> Attachments { get; }
}

/// <summary>Who may see a book.</summary>
public static class Visibility
{
    /// <summary>Open books are for all; restricted ones for cleared users of a party, and for the courier.</summary>
    public static bool CanSee(bool restricted, ValueList<string> parties, Actor actor) =>
        !restricted || actor.Has(Roles.System) || (actor.Cleared && parties.Contains(actor.Body));
}
