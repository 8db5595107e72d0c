namespace CoopGrains.Contracts;

/// <summary>A command that signs for the caller's party: an agreement, an amendment or minutes.</summary>
public interface ISigning
{
    /// <summary>The office-holder who signed.</summary>
    string SignedBy { get; }

    /// <summary>The office.</summary>
    LocalizedText Office { get; }

    /// <summary>The date on paper.</summary>
    PartialDate DatedOn { get; }

    /// <summary>Reference to the scan; null when there is none.</summary>
    string? Scan { get; }

    /// <summary>The signing office-holder's record in the party's book; null when none is named.</summary>
    string? Holder { get; }

    /// <summary>That record, looked up beforehand; null when there is none.</summary>
    OfficeHolder? Found { get; }
}
