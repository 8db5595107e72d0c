using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Hosting;

/// <summary>What a book's key alone says of how it is kept.</summary>
public static class BookNames
{
    /// <summary>The kind that its row has.</summary>
    public static string KindOf(BookKey book) => book.Kind switch
    {
        BookKind.Province => WireNames.ProvinceBook,
        BookKind.Agreement => WireNames.AgreementBook,
        _ => WireNames.ProgramBook,
    };

    /// <summary>Whether it is restricted.</summary>
    public static bool IsRestricted(BookKey book) => DerivedIds.IsRestricted(book);
}
