using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Cases of all agreements and programs, filtered by what the reader may see.</summary>
public interface ICasesReading
{
    /// <summary>Open cases of a book, and the last that ended, by number, behind <paramref name="after"/>.</summary>
    /// <returns>Null when the reader sees no such book.</returns>
    ListPage<CaseView>? Cases(BookKey book, CaseState? inState, Actor reader, DateOnly on, long after, int limit);

    /// <summary>One case, open or one of the last that ended; null when the reader sees none.</summary>
    CaseView? Case(BookKey book, string id, Actor reader, DateOnly on);

    /// <summary>True when the reader sees the thing that a case is about.</summary>
    bool HasObject(CaseObject about, Actor reader);

    /// <summary>True when the province or national body has the agency.</summary>
    bool HasAgency(string party, string agency);

    /// <summary>True when there is such an agency in any province.</summary>
    bool HasAgency(string agency);
}
