using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Api;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Jobs;

/// <summary>Pages of a table query in key order, by Table Storage's own continuation.</summary>
internal static class TablePaging
{
    /// <summary>
    /// The next <paramref name="pageSize"/> rows that match. Table Storage may answer a page short, even empty, and still have more: the page is
    /// filled up before it is handed out. Rows that <paramref name="read"/> can't read count as well, and keep nobody from the others.
    /// </summary>
    /// <exception cref="ApiException">400: the continuation is none of this list.</exception>
    public static async Task<ListPage<T>> ReadAsync<T>(
        TableClient table, string filter, Func<TableEntity, T> read, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        List<T> items = [];
        List<UnreadableRow> unreadable = [];
        // With another filter it is another list: a place in one may be beyond the end of the other.
        string list = $"{table.Name} {filter}";
        string? place = Continuation.Decode<string>(list, continuation);
        do
        {
            Page<TableEntity>? page = await NextAsync(table, filter, pageSize - items.Count - unreadable.Count, place, cancellationToken);
            foreach (TableEntity row in page?.Values ?? [])
            {
                try
                {
                    items.Add(read(row));
                }
                catch (Exception unsound) when (
                    unsound is InvalidDataException or ArgumentException or InvalidOperationException or FormatException or JsonException)
                {
                    unreadable.Add(new UnreadableRow(table.Name, row.PartitionKey, row.RowKey, unsound.Message));
                }
            }

            place = page?.ContinuationToken;
        }
        while (place is not null && items.Count + unreadable.Count < pageSize);

        return new ListPage<T>(items, place is null ? null : Continuation.Encode(list, place)) { Unreadable = unreadable };
    }

    private static async Task<Page<TableEntity>?> NextAsync(
        TableClient table, string filter, int size, string? place, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (Page<TableEntity> page in table
                .QueryAsync<TableEntity>(filter, size, cancellationToken: cancellationToken)
                .AsPages(place, size))
            {
                return page;
            }

            return null;
        }
        catch (Exception refused) when (
            place is not null && refused is ArgumentException or FormatException or RequestFailedException { Status: StatusCodes.Status400BadRequest })
        {
            throw Continuation.Malformed();
        }
    }
}
