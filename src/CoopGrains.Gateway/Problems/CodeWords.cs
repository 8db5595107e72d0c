using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Problems;

/// <summary>Puts the codes in a problem's sentence into words; beside the sentence they stay codes.</summary>
internal static class CodeWords
{
    private const string Between = ", ";
    private static readonly Type[] StateTypes =
    [
        typeof(AgreementState), typeof(ProgramState), typeof(CommitmentState), typeof(EntryStatus), typeof(TalksState), typeof(OutcomeState),
        typeof(CaseState), typeof(AmendmentState), typeof(ConflictState),
    ];

    private static readonly string[] States = [Vocabulary.Standing, .. StateTypes.Select(Vocabulary.KindOf)];

    private static readonly string[] Roles = [Vocabulary.KindOf(typeof(Roles))];

    /// <summary>The value of a detail in the asked language; as it is when it is no code.</summary>
    public static string Of(Detail detail, string language) => detail switch
    {
        { Kind: { } kind } => In([kind], detail.Value, language),
        { Name: "role" } => In(Roles, detail.Value, language),
        { Name: "state" or "needed" } => In(States, detail.Value, language),
        _ => detail.Value,
    };

    private static string In(string[] kinds, string codes, string language) =>
        string.Join(Between, codes.Split(Between).Select(code => WordOf(kinds, code, language)));

    // A day may stand behind a code: "ended 2026-05".
    private static string WordOf(string[] kinds, string code, string language)
    {
        if (Vocabulary.FindIn(kinds, code)?.In(language) is { } word)
            return word;
        var end = code.LastIndexOf(' ');
        return end > 0 && Vocabulary.FindIn(kinds, code[..end])?.In(language) is { } before ? before + code[end..] : code;
    }
}
