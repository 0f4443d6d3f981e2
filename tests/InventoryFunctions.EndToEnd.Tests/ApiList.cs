using System.Net.Http.Json;
using System.Text.Json;

namespace InventoryFunctions.EndToEnd.Tests;

/// <summary>The lists of the API.</summary>
internal static class ApiList
{
    /// <summary>Reads one to its end.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(HttpClient http, string route)
    {
        List<JsonElement> all = [];
        string? continuation = "";
        while (continuation is not null)
        {
            string rest = continuation.Length == 0 ? "" : $"&continuation={Uri.EscapeDataString(continuation)}";
            JsonElement page = await http.GetFromJsonAsync<JsonElement>(new Uri($"{route}?pageSize=1000{rest}", UriKind.Relative));
            all.AddRange(page.GetProperty("items").EnumerateArray());
            continuation = page.GetProperty("continuation").GetString();
        }

        return all;
    }
}
