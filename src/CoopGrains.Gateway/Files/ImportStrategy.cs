namespace CoopGrains.Gateway.Files;

/// <summary>What becomes of a row whose entry is there already and reads otherwise.</summary>
internal enum ImportStrategy
{
    /// <summary>It is refused: only what is new is taken.</summary>
    New,

    /// <summary>It corrects the entry.</summary>
    Correct,
}
