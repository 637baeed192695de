import {
  BaseTranslator,
  type Comparator,
  Comparators,
  Comparison,
  type FilterDirective,
  Operation,
  type Operator,
  Operators,
  type StructuredQuery,
} from '@langchain/core/structured_query';
import type { VectorStore } from '@langchain/core/vectorstores';
import { type Filter, filterSchema, InvalidInputError } from '@plumbline/core';
import { type FieldTypes, typedValue } from './field-types.ts';

export interface FilterTranslatorInput {
  /** The fields that a question may name, and what they hold; all others are refused. */
  fields: FieldTypes;
}

const ALLOWED = [Operators.and, Operators.or, Operators.not];
const COMPARED = [Comparators.eq, Comparators.ne, Comparators.lt, Comparators.lte, Comparators.gt, Comparators.gte];

/**
 * Turns the structured query that a model reads out of a question into a `Filter`, for LangChain's `SelfQueryRetriever`
 * or your own call of a model. What a model writes is input from outside: fields, operators and types of values are
 * checked, and a value is compared as what the field holds (`"2023"` as the number of a fiscal year). Such a filter only
 * ever narrows: access is not its concern, and merging keeps the filter that was there.
 *
 * @throws InvalidInputError for a field, operator or value that does not fit
 *
 * @example
 * const translator = new FilterTranslator({ fields: { docType: 'string', fiscalYear: 'number' } });
 * const { filter } = translator.visitStructuredQuery(structuredQuery);
 */
export class FilterTranslator<T extends VectorStore = VectorStore> extends BaseTranslator<T> {
  declare VisitOperationOutput: Filter;
  declare VisitComparisonOutput: Filter;
  declare VisitStructuredQueryOutput: { filter?: Filter };
  allowedOperators: Operator[] = ALLOWED.filter((operator) => operator !== undefined);
  allowedComparators: Comparator[] = COMPARED.filter((comparator) => comparator !== undefined);
  readonly #fields: FieldTypes;

  constructor({ fields }: FilterTranslatorInput) {
    super();
    this.#fields = fields;
  }

  /** The name of an operator or comparator, which is the same here. */
  override formatFunction(name: Operator | Comparator): string {
    if ([...this.allowedOperators, ...this.allowedComparators].includes(name)) return name;
    throw new InvalidInputError(`The query uses "${name}", which is no operator.`);
  }

  override visitOperation({ operator, args = [] }: Operation): Filter {
    const filters = args.map((part) => this.#visit(part));
    switch (this.formatFunction(operator)) {
      case 'and':
        return { op: 'and', filters };
      case 'or':
        return { op: 'or', filters };
      default: {
        // "not" of several is that none of them holds.
        if (filters.length === 0) throw new InvalidInputError('The query negates nothing.');
        const [only] = filters;
        return { op: 'not', filter: only !== undefined && filters.length === 1 ? only : { op: 'or', filters } };
      }
    }
  }

  override visitComparison({ comparator, attribute, value }: Comparison): Filter {
    this.formatFunction(comparator);
    const compared = typedValue(attribute, value, this.#fields);
    if (comparator === 'eq') return { op: 'eq', field: attribute, value: compared };
    if (comparator === 'ne') return { op: 'not', filter: { op: 'eq', field: attribute, value: compared } };
    if (typeof compared === 'boolean' || this.#fields[attribute] === 'strings') {
      throw new InvalidInputError(`The query orders ${attribute}, which has no order.`);
    }
    return { op: 'range', field: attribute, [comparator]: compared };
  }

  override visitStructuredQuery({ filter }: StructuredQuery): { filter?: Filter } {
    return filter === undefined ? {} : { filter: filterSchema.parse(this.#visit(filter)) };
  }

  /**
   * Joins the filter of the retriever with that of the question. Without a filter of the question that of the retriever
   * stays: it is never lost, other than in LangChain's own translators. `replace` is refused, and so is `or` where both
   * are there: a question may narrow what the retriever was set to, never widen it.
   */
  override mergeFilters(
    defaultFilter: Filter | undefined,
    generatedFilter: Filter | undefined,
    mergeType: 'and' | 'or' | 'replace' = 'and',
  ): Filter | undefined {
    if (defaultFilter === undefined || generatedFilter === undefined) return defaultFilter ?? generatedFilter;
    if (mergeType !== 'and') {
      throw new InvalidInputError(
        `The merge type "${mergeType}" would let a question widen the filter of the retriever: use "and".`,
      );
    }
    return { op: 'and', filters: [defaultFilter, generatedFilter] };
  }

  #visit(part: FilterDirective): Filter {
    if (part instanceof Operation) return this.visitOperation(part);
    if (part instanceof Comparison) return this.visitComparison(part);
    throw new InvalidInputError(`The query holds a ${part.exprName}, which is no condition.`);
  }
}
