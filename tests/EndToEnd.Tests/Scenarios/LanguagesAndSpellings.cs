using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-M: three spellings are one province; answers come in three languages, and what nobody wrote in Lao is missing, not translated.</summary>
internal static class LanguagesAndSpellings
{
    private const string Reader = "vn-db-education/recorder";

    public static async Task RunAsync(ApiClient api)
    {
        foreach (var spelling in (string[])["luong pha bang", "Luangprabang", "ຫລວງພະບາງ"])
        {
            Assert.Equal("la-lpb", (await GetAsync(api, $"/v1/provinces/resolve?name={Uri.EscapeDataString(spelling)}")).Text("province"));
            var found = Assert.Single((await GetAsync(api, $"/v1/provinces?q={Uri.EscapeDataString(spelling)}")).At("items").EnumerateArray());
            Assert.Equal("province/la-lpb", found.Text("book"));
        }
        Assert.Equal("la", (await GetAsync(api, $"/v1/provinces/resolve?name={Uri.EscapeDataString("nước bạn Lào")}")).Text("province"));
        var unknown = await GetAsync(api, "/v1/provinces/resolve?name=Luangprabanh");
        Assert.Equal(JsonValueKind.Null, unknown.At("province").ValueKind);
        Assert.Equal("la-lpb", unknown.At("suggestions")[0].Text("province"));

        foreach (var (language, name) in new[] { ("vi", "Luông-Pha-Bang"), ("lo", "ຫລວງພະບາງ"), ("en", "Luang Prabang") })
        {
            var names = (await GetAsync(api, $"/v1/provinces/la-lpb?lang={language}")).At("name");
            Assert.Equal((name, language), (names.Text("name"), names.Text("nameLanguage")));
        }

        // No Lao name of the district is in any source: in Lao it is missing, and the one to show says which language it is in.
        var district = (await GetAsync(api, "/v1/provinces/vn-db/units/huyen-muong-cha?lang=lo")).At("unit", "name");
        Assert.Equal((JsonValueKind.Null, "Huyện Mường Chà", "vi"), (district.At("lo").ValueKind, district.Text("name"), district.Text("nameLanguage")));

        foreach (var words in (string[])["Mường Chà", "muong cha", "HUYEN MUONGCHA"])
            Assert.Equal("huyen-muong-cha", Assert.Single((await GetAsync(api, $"/v1/provinces/vn-db/units?q={Uri.EscapeDataString(words)}"))
                .At("items").EnumerateArray()).At("unit").Text("id"));
        foreach (var words in (string[])["Tran Quoc Cuong", "cường trần"])
            Assert.Equal("Trần Quốc Cường", Assert.Single((await GetAsync(api, $"/v1/offices?q={Uri.EscapeDataString(words)}"))
                .At("items").EnumerateArray()).At("holder").Text("person"));
        Assert.NotEmpty((await GetAsync(api, "/v1/programs?q=hoc%20bong")).At("items").EnumerateArray());
        Assert.Empty((await GetAsync(api, "/v1/programs?q=khong%20co%20gi")).At("items").EnumerateArray());
        Assert.NotEmpty((await GetAsync(api, "/v1/agreements?q=bien%20ban")).At("items").EnumerateArray());
    }

    private static async Task<JsonElement> GetAsync(ApiClient api, string path) => (await api.GetAsync(Reader, path)).Ok().Json;
}
