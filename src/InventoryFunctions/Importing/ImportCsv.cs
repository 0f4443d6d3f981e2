using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Importing;

namespace InventoryFunctions.Importing;

/// <summary>
/// The rows of a CSV file (RFC 4180: commas, quoted cells may hold commas and line breaks, with or without a byte order mark), read
/// one after the other and never held together. Lines without any text are passed over.
/// </summary>
internal sealed class ImportCsv : IDisposable
{
    /// <summary>The longest cell, in characters. A quotation mark that is never closed would otherwise swallow the whole file.</summary>
    public const int MaxCellLength = 32 * 1024;

    /// <summary>The longest row, in characters.</summary>
    public const int MaxRowLength = 1024 * 1024;

    private const int RowsBetweenChecks = 1000;

    private readonly RowLimitReader text;
    private readonly CsvParser parser;
    private bool misquoted;

    /// <summary>Reads <paramref name="content"/>, which stays open. Bytes that are no UTF-8 become U+FFFD, which no cell may hold.</summary>
    public ImportCsv(Stream content)
    {
        text = new RowLimitReader(new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: false), leaveOpen: true), MaxRowLength);
        parser = new CsvParser(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = ",",
                MaxFieldSize = MaxCellLength,
                BadDataFound = _ => misquoted = true,
            },
            leaveOpen: true);
    }

    /// <summary>The first line.</summary>
    /// <exception cref="ApiException">400: there is no sound header.</exception>
    public async Task<ImportHeader> ReadHeaderAsync()
    {
        if (!await ReadAsync())
        {
            throw new ApiException(ApiProblem.Invalid(
                "header", $"is missing: the first line must name the columns, {ImportHeader.NameOf(ImportColumn.ItemId)} among them; the body is empty"));
        }

        ImportHeader header = ImportHeader.Parse(parser.Record ?? []);
        return header.Broken.Count == 0 ? header : throw new ApiException(ApiProblem.Invalid(header.Broken));
    }

    /// <summary>The rows after the header.</summary>
    /// <exception cref="ApiException">400: a cell or a row is endless.</exception>
    public async IAsyncEnumerable<ImportLine> ReadRowsAsync(
        ImportHeader header, ImportMode mode, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ImportRowParser rows = new(header, mode);
        List<ImportError> errors = [];
        while (await ReadAsync())
        {
            if (parser.Row % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            misquoted = false;
            string[] cells = parser.Record ?? [];
            if (cells is [var only] && string.IsNullOrWhiteSpace(only))
            {
                continue;
            }

            // The parser counts the line a row ends in.
            int line = parser.RawRow - cells.Sum(cell => cell.AsSpan().Count('\n'));
            if (misquoted)
            {
                yield return ImportLine.Broken([ImportRowParser.Misquoted(line)]);
                continue;
            }

            ImportRow? row = rows.Parse(line, cells, errors);
            yield return row is not null ? ImportLine.Sound(row) : ImportLine.Broken([.. errors]);
            errors.Clear();
        }
    }

    public void Dispose()
    {
        parser.Dispose();
        text.Dispose();
    }

    private async Task<bool> ReadAsync()
    {
        try
        {
            text.BeginRow();
            return await parser.ReadAsync();
        }
        catch (InvalidDataException) when (text.IsExceeded)
        {
            throw new ApiException(ApiProblem.Invalid(
                "body", FormattableString.Invariant($"must have rows of at most {MaxRowLength:N0} characters. From line {parser.RawRow} on there is a longer one")));
        }
        catch (MaxFieldSizeException)
        {
            throw new ApiException(ApiProblem.Invalid(
                "body",
                FormattableString.Invariant($"must have cells of at most {MaxCellLength:N0} characters. From line {parser.RawRow} on there is a longer one: perhaps a quotation mark is not closed")));
        }
    }
}
