using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Running counts of open cases for one civil date.</summary>
internal sealed class CaseTotals(DateOnly on)
{
    private readonly int[] _ofKind = new int[Enum.GetValues<CaseKind>().Length];
    private int _late;
    private int _escalated;

    /// <summary>The cases of a book come in or, with -1, go.</summary>
    public void Add(ViewBook book, int sign)
    {
        foreach (var one in book.Cases?.Open ?? default)
        {
            _ofKind[(int)one.Kind] += sign;
            _late += CaseTimes.IsLate(one, on) ? sign : 0;
            _escalated += one.Escalated is null ? 0 : sign;
        }
    }

    /// <summary>The counts of several together.</summary>
    public static CaseCounts Of(IEnumerable<CaseTotals> parts)
    {
        var all = parts.ToList();
        return new()
        {
            Open = all.Sum(part => part._ofKind.Sum()),
            Issues = Sum(CaseKind.Issue),
            Exchanges = Sum(CaseKind.Exchange),
            Questions = Sum(CaseKind.Question),
            Recommendations = Sum(CaseKind.Recommendation),
            ActionPoints = Sum(CaseKind.ActionPoint),
            Late = all.Sum(part => part._late),
            Escalated = all.Sum(part => part._escalated),
        };

        int Sum(CaseKind kind) => all.Sum(part => part._ofKind[(int)kind]);
    }
}
