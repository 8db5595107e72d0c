using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.SignIn;
using Microsoft.AspNetCore.Antiforgery;

namespace CoopGrains.Gateway.DevelopmentSignIn;

/// <summary>The page where people choose who they are: one form, without script or style.</summary>
internal static class SignInPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly Trilingual Title = new()
    {
        Vi = "Đăng nhập thử nghiệm",
        Lo = "ເຂົ້າສູ່ລະບົບທົດລອງ",
        En = "Development sign-in",
    };

    private static readonly Trilingual About = new()
    {
        Vi = "Trang này chỉ có trong môi trường phát triển: ai cũng có thể đăng nhập với tên của bất kỳ ai trong sổ đăng ký.",
        Lo = "ໜ້ານີ້ມີສະເພາະໃນການພັດທະນາ: ໃຜກໍເຂົ້າສູ່ລະບົບໃນນາມຂອງຜູ້ໃດກໍໄດ້ທີ່ມີໃນທະບຽນ.",
        En = "This page exists in development alone: anybody signs in here as anyone in the register.",
    };

    private static readonly Trilingual Cleared = new()
    {
        Vi = "được xem tài liệu hạn chế",
        Lo = "ເບິ່ງຂໍ້ມູນຈຳກັດໄດ້",
        En = "cleared",
    };

    /// <summary>The page.</summary>
    /// <param name="language">vi, lo or en.</param>
    /// <param name="action">Where its form is sent.</param>
    /// <param name="tokens">What shows that the form is of this page.</param>
    /// <param name="people">Whom one may be.</param>
    public static string Of(string language, string action, AntiforgeryTokenSet tokens, IReadOnlyList<Actor> people)
    {
        var title = Html.Encode(Title.In(language));
        var page = new StringBuilder(
            $"<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
            + $"<title>{title}</title></head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{Html.Encode(About.In(language))}</p>\n"
            + $"<form method=\"post\" action=\"{Html.Encode(action)}\">\n"
            + $"<input type=\"hidden\" name=\"{SignInServices.AntiforgeryField}\" value=\"{Html.Encode(tokens.RequestToken!)}\">\n<ul>\n");
        foreach (var person in people.OrderBy(NameOf, StringComparer.Ordinal))
            page.Append($"<li><button name=\"who\" value=\"{Html.Encode(NameOf(person))}\">{Html.Encode(NameOf(person))}</button> "
                + $"{Html.Encode(RightsOf(person, language))}</li>\n");
        return page.Append("</ul>\n</form>\n</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>How the form names somebody.</summary>
    public static string NameOf(Actor person) => $"{person.Agency}/{person.User}";

    private static string RightsOf(Actor person, string language) => string.Join(", ", RolesJson.Names(person.Roles).Select(
        role => CodeWords.Of(new() { Name = "role", Value = role }, language)).Concat(person.Cleared ? [Cleared.In(language)] : Array.Empty<string>()));
}
